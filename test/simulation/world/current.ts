/** What bundles see of the world that this thread runs right now: one at a time. */
import type { Random } from './random.ts'

export interface Clockwork {
  now: number
  /** For functions: apart from the weather's, so that both can be told apart. */
  random: Random
}

export const current: { world: Clockwork | undefined } = { world: undefined }

const world = (): Clockwork => {
  if (!current.world) throw new Error('Nothing is simulated at this moment')
  return current.world
}

/** Date as functions have it: asked for the time without more, it is the virtual one. */
export const SimulatedDate = class extends Date {
  constructor(...given: unknown[]) {
    super(...((given.length === 0 ? [Math.floor(world().now)] : given) as [number]))
  }
  static override now(): number {
    return Math.floor(world().now)
  }
} as DateConstructor

export const simulatedMath = Object.create(Math, { random: { value: () => world().random.next() } }) as Math

export const simulatedCrypto = {
  randomBytes: (count: number, done?: (error: null, bytes: Buffer) => void) => {
    const bytes = world().random.bytes(count)
    if (!done) return bytes
    done(null, bytes)
    return undefined
  },
  randomInt: (low: number, high?: number) =>
    high === undefined ? world().random.integer(0, low - 1) : world().random.integer(low, high - 1),
  randomUUID: () => {
    const hex = world().random.bytes(16).toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
  },
  /** Costs nothing here: nobody logs in. */
  argon2: (_algorithm: string, _parameters: unknown, done: (error: null, hash: Buffer) => void) =>
    done(null, Buffer.alloc(32)),
}
