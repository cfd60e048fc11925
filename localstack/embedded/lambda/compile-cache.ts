/** What V8 has compiled of functions, kept between runs, ephemeral ones too: it follows from the code and its path alone. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const cache = fileURLToPath(new URL('../../../node_modules/.cache/local-cloud', import.meta.url))

/** About 160 functions of four files each, in half a dozen versions: 1 GB. */
const MOST_FILES = 4_000

/** The folder, emptied when it has grown: Node never takes anything out of it. */
export function compileCache(folder = cache, mostFiles = MOST_FILES): string {
  try {
    const versions = existsSync(folder) ? readdirSync(folder) : []
    const files = versions.reduce((sum, version) => sum + readdirSync(`${folder}/${version}`).length, 0)
    if (files > mostFiles) rmSync(folder, { recursive: true, force: true })
  } catch {
    // Another process fills or empties it at the same time: a later start empties it.
  }
  return folder
}
