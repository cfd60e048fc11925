import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const MARKER = '.fingerprint'

/** What this folder was made of; undefined where it was not made. */
export const fingerprintOf = (folder: string): string | undefined =>
  existsSync(join(folder, MARKER)) ? readFileSync(join(folder, MARKER), 'utf8') : undefined

/** Was this folder made of just these inputs? */
export const isCurrent = (folder: string, fingerprint: string): boolean => fingerprintOf(folder) === fingerprint

/**
 * Makes a folder anew beside the old one and swaps them at the end,
 * so that a failed or interrupted run never leaves half an output that looks whole.
 */
export async function replaceFolder(
  folder: string,
  fingerprint: string,
  make: (target: string) => Promise<void>,
): Promise<void> {
  const fresh = `${folder}.${process.pid}.new`
  const old = `${folder}.${process.pid}.old`
  mkdirSync(dirname(folder), { recursive: true })
  rmSync(fresh, { recursive: true, force: true })
  try {
    await make(fresh)
    writeFileSync(join(fresh, MARKER), fingerprint)
    swap(folder, fresh, old)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** Another process may swap the same folder at the same moment: the later one wins. */
function swap(folder: string, fresh: string, old: string): void {
  for (let attempt = 0; ; attempt++) {
    try {
      if (existsSync(folder)) renameSync(folder, `${old}${attempt}`)
      renameSync(fresh, folder)
      break
    } catch (error) {
      if (attempt === 5) throw error
    }
  }
  for (let attempt = 0; attempt <= 5; attempt++) rmSync(`${old}${attempt}`, { recursive: true, force: true })
}
