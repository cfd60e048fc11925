import { createHash } from 'node:crypto'

/** Numbers in [0, 1). */
export type Random = () => number

/** Random numbers that a replay gets again, because they come from the seed alone. */
export function randomOf(seed: string): Random {
  let counter = 0
  return () => createHash('sha256').update(`${seed} ${counter++}`).digest().readUInt32BE() / 2 ** 32
}
