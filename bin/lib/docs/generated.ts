/** Every committed file that is made from the code. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Service } from '../../../functions/shared/service.ts'
import { projectRoot } from '../build.ts'
import { openApiDocument } from '../openapi/document.ts'
import { apiPages } from './api-pages.ts'
import { eventsPage } from './events-page.ts'
import { htmlPage } from './html-page.ts'
import { problemsPage } from './problems-page.ts'
import { routesPage } from './routes-page.ts'

const DOCUMENT = 'docs/api/openapi.json'

/** Text by path, all but the client's types: those take a compiler seconds. */
async function pages(services: readonly Service[]): Promise<Record<string, string>> {
  const document = await openApiDocument(services)
  return {
    'docs/events.md': eventsPage(services),
    'docs/routes.md': routesPage(services),
    'docs/problems.md': problemsPage(document),
    [DOCUMENT]: `${JSON.stringify(document, null, 2)}\n`,
    'docs/api/index.html': htmlPage(document),
    ...Object.fromEntries(Object.entries(apiPages(document)).map(([name, text]) => [`docs/api/${name}`, text])),
  }
}

/** Text by path. */
export async function generatedFiles(services: readonly Service[]): Promise<Record<string, string>> {
  const { clientTypes } = await import('./client-types.ts')
  const files = await pages(services)
  return { ...files, 'client/schema.ts': await clientTypes(JSON.parse(files[DOCUMENT]!)) }
}

/** Paths of committed files that differ from what the code says now. The client's types are written with the document and go stale with it. */
export async function staleFiles(services: readonly Service[]): Promise<string[]> {
  const files = await pages(services)
  const stale = Object.entries(files).filter(([path, text]) => committed(path) !== text)
  return stale.map(([path]) => path)
}

/** @throws with what to do, when a committed file is stale. */
export async function assertDocsAreCurrent(services: readonly Service[]): Promise<void> {
  const stale = await staleFiles(services)
  if (stale.length > 0) {
    throw new Error(
      `The routes and what is made of them disagree (${stale.join(', ')}): run npm run docs and commit what it writes`,
    )
  }
}

function committed(path: string): string | undefined {
  const file = join(projectRoot, path)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
