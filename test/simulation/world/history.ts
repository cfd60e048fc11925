/** What happened, one line each. Always hashed, so that two runs of a seed can be compared; kept only to be printed. */
export class History {
  readonly #lines: string[] | undefined
  #hash = 0x811c9dc5
  #count = 0

  constructor(keep: boolean) {
    this.#lines = keep ? [] : undefined
  }

  /** @param at virtual milliseconds since the seed began */
  add(at: number, text: string): void {
    this.#count++
    this.#mix(at)
    for (let n = 0; n < text.length; n++) this.#mix(text.charCodeAt(n))
    this.#lines?.push(`${clock(at)}  ${text}`)
  }

  get lines(): readonly string[] {
    return this.#lines ?? []
  }

  /** The same for the same history. */
  get digest(): string {
    return `${this.#count}-${(this.#hash >>> 0).toString(16).padStart(8, '0')}`
  }

  /** FNV-1a. */
  #mix(number: number): void {
    this.#hash = Math.imul(this.#hash ^ (number & 0xffff), 0x01000193)
  }
}

/** `0:03:07.250` */
export function clock(ms: number): string {
  const pad = (value: number, digits: number) => String(Math.floor(value)).padStart(digits, '0')
  return `${Math.floor(ms / 3_600_000)}:${pad((ms / 60_000) % 60, 2)}:${pad((ms / 1000) % 60, 2)}.${pad(ms % 1000, 3)}`
}
