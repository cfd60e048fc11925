/** One look at a running shop: memory of the process, of each execution environment and of the engine, descriptors, queues. */
import type { Api } from '../api.ts'
import { descendant, processFigures } from './proc.ts'

export interface Sample {
  /** Seconds since the load began. */
  readonly at: number
  readonly rss: number
  readonly fileDescriptors: number
  /** Of the table engine, another process: it grows with the data. */
  readonly engineRss: number
  /** In use after a garbage collection, bytes: the local cloud's own thread. */
  readonly cloudHeap: number
  readonly environments: readonly { readonly id: string; readonly function: string; readonly heap: number }[]
  /** Messages in all queues but the dead-letter ones. */
  readonly queued: number
  readonly deadLetters: number
}

interface Memory {
  readonly heapUsed: number
  readonly external: number
}

export async function takeSample(api: Api, pid: number, at: number): Promise<Sample> {
  const [memory, queues] = await Promise.all([
    api.call('GET', '/_local/api/memory?collect') as Promise<{
      cloud: Memory
      environments: ({ id: string; function: string } & Memory)[]
    }>,
    api.call('GET', '/_local/api/queues') as Promise<{
      items: { isDeadLetterQueue: boolean; visible: number; inFlight: number; delayed: number }[]
    }>,
  ])
  const { rss, fileDescriptors } = processFigures(pid)
  const engine = descendant(pid, 'dynoxide')
  const waiting = (dead: boolean) =>
    queues.items
      .filter(({ isDeadLetterQueue }) => isDeadLetterQueue === dead)
      .reduce((sum, { visible, inFlight, delayed }) => sum + visible + inFlight + delayed, 0)
  return {
    at,
    rss,
    fileDescriptors,
    engineRss: engine ? processFigures(engine).rss : 0,
    cloudHeap: heapOf(memory.cloud),
    environments: memory.environments.map(({ id, function: name, ...rest }) => ({
      id,
      function: name,
      heap: heapOf(rest),
    })),
    queued: waiting(false),
    deadLetters: waiting(true),
  }
}

/** `external` has the array buffers in it. */
const heapOf = ({ heapUsed, external }: Memory) => heapUsed + external
