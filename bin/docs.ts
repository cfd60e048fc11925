/** `npm run docs`: writes the pages, the API document and the client's types that are made from the code. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { shopServices } from '../stacks/services.ts'
import { projectRoot } from './lib/build.ts'
import { generatedFiles } from './lib/docs/generated.ts'

for (const [path, text] of Object.entries(await generatedFiles(shopServices))) {
  const file = join(projectRoot, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  console.log(path)
}
