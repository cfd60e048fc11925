/** A running shop keeps a copy of its assembly: a build or a test run beside it may replace the one in cdk.out at any time. */
import { linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './build.ts'

const snapshots = join(projectRoot, 'cdk.out/running')

/** Hard links, so it costs neither time nor space. @returns the copy's folder and how to take it away. */
export function snapshot(assembly: string): { folder: string; remove: () => void } {
  removeAbandoned()
  const folder = join(snapshots, String(process.pid))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  remove()
  linkTree(assembly, folder)
  return { folder, remove }
}

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkTree(source, target)
    else linkSync(source, target)
  }
}

/** Those of processes that were killed. */
function removeAbandoned(): void {
  mkdirSync(snapshots, { recursive: true })
  for (const pid of readdirSync(snapshots)) {
    if (!isAlive(Number(pid))) rmSync(join(snapshots, pid), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
