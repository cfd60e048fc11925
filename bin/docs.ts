/** `npm run docs`: writes the pages that are made from the code. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { shopServices } from '../stacks/services.ts'
import { projectRoot } from './lib/build.ts'
import { eventsPage } from './lib/docs/events-page.ts'

writeFileSync(join(projectRoot, 'docs/events.md'), eventsPage(shopServices))
console.log('docs/events.md')
