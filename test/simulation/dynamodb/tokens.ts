/** Splits an expression into words. */
const TOKEN = /\s*(<=|>=|<>|[=<>(),.[\]+-]|[#:]?[A-Za-z0-9_]+)/y

export class Tokens {
  readonly #text: string
  readonly #words: string[] = []
  #next = 0

  constructor(text: string) {
    this.#text = text
    TOKEN.lastIndex = 0
    const end = text.trimEnd().length
    while (TOKEN.lastIndex < end) {
      const from = TOKEN.lastIndex
      const word = TOKEN.exec(text)?.[1]
      if (word === undefined) throw invalid(`Syntax error in "${text}" at ${from}`)
      this.#words.push(word)
    }
  }

  peek(ahead = 0): string | undefined {
    return this.#words[this.#next + ahead]
  }

  is(word: string): boolean {
    return this.peek()?.toUpperCase() === word
  }

  take(): string {
    const word = this.#words[this.#next++]
    if (word === undefined) throw invalid(`Unexpected end of "${this.#text}"`)
    return word
  }

  /** Takes it when it comes next. */
  skip(word: string): boolean {
    if (!this.is(word)) return false
    this.#next++
    return true
  }

  expect(word: string): void {
    if (!this.skip(word)) throw invalid(`Expected ${word} in "${this.#text}", found ${this.peek() ?? 'the end'}`)
  }

  get atEnd(): boolean {
    return this.#next >= this.#words.length
  }
}

export function invalid(message: string): Error {
  const error = new Error(message)
  error.name = 'ValidationException'
  return error
}
