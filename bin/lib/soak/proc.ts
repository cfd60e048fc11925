/** What the operating system knows of a process; of Linux. */
import { readdirSync, readFileSync } from 'node:fs'

export interface ProcessFigures {
  /** Bytes of memory in use. Files on a memory file system are not among them. */
  readonly rss: number
  readonly fileDescriptors: number
}

export function processFigures(pid: number): ProcessFigures {
  return { rss: rssOf(pid), fileDescriptors: readdirSync(`/proc/${pid}/fd`).length }
}

function rssOf(pid: number): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kib ?? 0) * 1024
}

/** The first descendant with this program's name. */
export function descendant(pid: number, name: string): number | undefined {
  const parents = new Map<number, { parent: number; name: string }>()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const [, command = '', parent = ''] =
        /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${entry}/stat`, 'utf8')) ?? []
      parents.set(Number(entry), { parent: Number(parent), name: command })
    } catch {
      // It has just ended.
    }
  }
  const descends = (child: number): boolean => {
    const parent = parents.get(child)?.parent
    return parent === pid || (parent !== undefined && parent > 1 && descends(parent))
  }
  return [...parents].find(([each, process]) => process.name === name && descends(each))?.[0]
}
