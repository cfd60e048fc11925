/** Parses and evaluates intrinsic functions such as `States.Format('order {}', $.id)`. */
import { runtimeError, StatesError } from '../interpreter/errors.ts'
import { FUNCTIONS } from './intrinsic-functions.ts'
import { compilePath, query } from './path.ts'
import type { Random } from './random.ts'

type Argument =
  | { readonly literal: unknown }
  | { readonly path: string }
  | { readonly name: string; readonly call: readonly Argument[] }

const compiled = new Map<string, Argument>()

/** @throws Error when the text is not a call of a known intrinsic function. */
export function compileIntrinsic(text: string): Argument {
  let call = compiled.get(text)
  if (!call) {
    const parser = new Parser(text)
    call = parser.argument()
    if (!('call' in call) || !parser.finished()) throw new Error(`"${text}" is not an intrinsic function call`)
    compiled.set(text, call)
  }
  return call
}

export function evaluateIntrinsic(text: string, input: unknown, context: unknown, random: Random): unknown {
  const evaluate = (argument: Argument): unknown => {
    if ('literal' in argument) return argument.literal
    if ('path' in argument) {
      const value = query(argument.path, input, context)
      if (value === undefined)
        throw runtimeError(`The JSONPath '${argument.path}' of '${text}' could not be found in the input`)
      return value
    }
    return FUNCTIONS[argument.name]!(argument.call.map(evaluate), random)
  }
  try {
    return evaluate(compileIntrinsic(text))
  } catch (error) {
    if (error instanceof StatesError) throw error
    throw new StatesError('States.IntrinsicFailure', `The function '${text}' failed: ${(error as Error).message}`)
  }
}

class Parser {
  readonly #text: string
  #at = 0
  constructor(text: string) {
    this.#text = text
  }

  finished(): boolean {
    this.#space()
    return this.#at === this.#text.length
  }

  argument(): Argument {
    this.#space()
    const char = this.#text[this.#at]
    if (char === "'") return { literal: this.#string() }
    if (char === '$') return { path: this.#path() }
    const literal = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(this.#text.slice(this.#at))
    if (literal) {
      this.#at += literal[0].length
      return { literal: JSON.parse(literal[0]) }
    }
    return this.#call()
  }

  #call(): Argument {
    const name = /^States\.\w+/.exec(this.#text.slice(this.#at))?.[0]
    if (!name || !Object.hasOwn(FUNCTIONS, name) || this.#text[this.#at + name.length] !== '(') this.#fail()
    this.#at += name!.length + 1
    const call: Argument[] = []
    this.#space()
    if (this.#text[this.#at] !== ')') {
      do call.push(this.argument())
      while (this.#take(','))
    }
    if (!this.#take(')')) this.#fail()
    return { name: name!, call }
  }

  #string(): string {
    let value = ''
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at]!
      if (char === "'") {
        this.#at++
        return value
      }
      // States.Format needs to tell \{ from {, so only quotes and backslashes are unescaped here.
      if (char === '\\' && "'\\".includes(this.#text[this.#at + 1] ?? ' ')) value += this.#text[++this.#at]
      else value += char
    }
    return this.#fail()
  }

  #path(): string {
    const start = this.#at
    let depth = 0
    let quoted = false
    for (; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at]!
      if (char === "'" && depth > 0) quoted = !quoted
      else if (quoted) continue
      else if (char === '[' || char === '(') depth++
      else if (depth > 0 && (char === ']' || char === ')')) depth--
      else if (depth === 0 && /[,)\s]/.test(char)) break
    }
    const path = this.#text.slice(start, this.#at)
    compilePath(path)
    return path
  }

  #take(char: string): boolean {
    this.#space()
    if (this.#text[this.#at] !== char) return false
    this.#at++
    return true
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  #fail(): never {
    throw new Error(`"${this.#text}" is not a supported intrinsic function call (at character ${this.#at + 1})`)
  }
}
