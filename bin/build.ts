/** `npm run build`: bundles all functions into dist/. Refuses to when the committed API document is not that of the routes. */
import { shopServices } from '../stacks/services.ts'
import { build } from './lib/build.ts'
import { assertDocsAreCurrent } from './lib/docs/generated.ts'

const started = performance.now()
try {
  await assertDocsAreCurrent(shopServices)
  const { built, functions } = await build()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(built ? `Bundled ${built} functions in ${seconds} s` : `${functions} functions are up to date`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
