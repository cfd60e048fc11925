/** Which files each bundle was made of, so that a change makes only the bundles anew that it is in. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'

const FILE = '.inputs.json'

/** By the bundle's path without extension. */
export type BundleInputs = Record<string, { readonly files: readonly string[]; readonly fingerprint: string }>

/** What the bundles in this folder were made of; nothing where there are none. */
export function readInputs(folder: string): BundleInputs {
  const file = join(folder, FILE)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BundleInputs) : {}
}

export const writeInputs = (folder: string, inputs: BundleInputs): void =>
  writeFileSync(join(folder, FILE), JSON.stringify(inputs))

/** The project's own files that this entry reaches, whether or not they leave a byte in the bundle; libraries are known by the lock file. */
export function filesOfEntry({ inputs }: Metafile, entry: string): string[] {
  const files = new Set([entry])
  for (const file of files) {
    for (const { path } of inputs[file]?.imports ?? []) if (path in inputs && isOwn(path)) files.add(path)
  }
  return [...files]
}

/** What esbuild makes itself is named in angle brackets. */
const isOwn = (file: string) => !file.includes('node_modules/') && !file.startsWith('<')

/**
 * Gives a hash of files' contents, each read once.
 * @param common what every bundle depends on
 * @param constants texts put in place of names: they count for bundles that say the name
 */
export function inputFingerprints(root: string, common: string, constants: Readonly<Record<string, string>>) {
  const contents = new Map<string, string>()
  const contentOf = (file: string): string => {
    const path = join(root, file)
    if (!contents.has(file)) contents.set(file, existsSync(path) ? readFileSync(path, 'utf8') : '')
    return contents.get(file)!
  }
  return (files: readonly string[]): string => {
    const hash = createHash('sha256').update(common)
    for (const file of [...files].sort()) hash.update(`\0${file}\0${contentOf(file)}`)
    for (const [name, value] of Object.entries(constants)) {
      if (files.some((file) => contentOf(file).includes(name))) hash.update(`\0${value}`)
    }
    return hash.digest('hex')
  }
}
