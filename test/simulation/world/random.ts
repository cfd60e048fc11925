/** A seeded source of chance: everything that a seed decides comes from here. */
export class Random {
  #state: number

  constructor(seed: number) {
    // Neighbouring seeds must not begin alike.
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0
    for (let n = 0; n < 4; n++) this.next()
  }

  /** Mulberry32: 0 ≤ x < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  chance(probability: number): boolean {
    return probability > 0 && this.next() < probability
  }

  /** low ≤ x ≤ high */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low)
  }

  pick<Each>(from: readonly Each[]): Each {
    return from[Math.floor(this.next() * from.length)]!
  }

  /** By weight. */
  weighted<Each extends string>(weights: Readonly<Record<Each, number>>): Each {
    const entries = Object.entries(weights) as [Each, number][]
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of entries) {
      left -= weight
      if (left < 0) return name
    }
    return entries.at(-1)![0]
  }

  bytes(count: number): Buffer {
    const bytes = Buffer.alloc(count)
    for (let n = 0; n < count; n++) bytes[n] = Math.floor(this.next() * 256)
    return bytes
  }
}
