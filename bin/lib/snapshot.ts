/**
 * A running shop keeps a copy of its assembly: a build or a test run beside it may replace the one in cdk.out at any time.
 * Shops of the same assembly share one, so that what V8 has compiled for one of them, which it keeps by path, serves all.
 */
import { existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './build.ts'
import { isAlive } from './is-alive.ts'
import { fingerprintOf } from './output-folder.ts'

const SNAPSHOTS = join(projectRoot, 'cdk.out/running')

/**
 * Hard links, so it costs neither time nor space.
 * @returns the copy's folder and how to say that it is no longer used
 * @throws Error for a folder that synthesis did not make
 */
export function snapshot(assembly: string, snapshots = SNAPSHOTS): { folder: string; release: () => void } {
  const name = fingerprintOf(assembly)
  if (!name) throw new Error(`${assembly} is no assembly: run npm run synth`)
  const [folder, use] = [join(snapshots, name), join(snapshots, `${name}.${process.pid}`)]
  mkdirSync(snapshots, { recursive: true })
  writeFileSync(use, '')
  removeUnused(snapshots, name)
  if (!existsSync(folder)) linkWhole(assembly, folder)
  return { folder, release: () => rmSync(use, { force: true }) }
}

/** What is half made or half removed has such a name, so that the folder is whole or not there, whoever is killed. */
const unfinishedOf = (folder: string) => `${folder}.${process.pid}.unfinished`

/** Other shops may do so at the same moment. */
function linkWhole(from: string, to: string): void {
  const unfinished = unfinishedOf(to)
  linkTree(from, unfinished)
  try {
    renameSync(unfinished, to)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
}

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkTree(source, target)
    else linkSync(source, target)
  }
}

/** What only processes used that have ended, killed or not; the newest is kept for the next one. */
function removeUnused(snapshots: string, newest: string): void {
  const entries = readdirSync(snapshots)
  const uses = entries.filter((entry) => entry.includes('.') && isAlive(Number(entry.split('.')[1])))
  const used = new Set([newest, ...uses.map((use) => use.split('.')[0]!)])
  for (const entry of entries) {
    if (!uses.includes(entry) && !used.has(entry)) removeWhole(join(snapshots, entry))
  }
}

function removeWhole(path: string): void {
  const unfinished = unfinishedOf(path)
  try {
    renameSync(path, unfinished)
  } catch (error) {
    // Another shop that starts removes it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  rmSync(unfinished, { recursive: true, force: true })
}
