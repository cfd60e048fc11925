import type { ApiAnswer, ApiRequest } from '../api.ts'

const bold = (text: string) => `\x1b[1m${text}\x1b[0m`
const dim = (text: string) => `\x1b[2m${text}\x1b[0m`
/** Fields whose values are not shown. */
const secret = /"(password|accessToken|refreshToken|token)":\s*"[^"]*"/g

/** Prints what was called and answered, and counts what did not hold. */
export class Storyteller {
  failed = 0
  #last = ''

  chapter(title: string): void {
    console.log(`\n${bold(title)}`)
  }

  /** Repeated polls of the same address are shown once. */
  called({ method, path, body }: ApiRequest, answer: ApiAnswer): void {
    const call = `${method} ${path}`
    if (method === 'GET' && call === this.#last) return
    this.#last = call
    console.log(`  ${call} ${body === undefined ? '' : dim(shorten(body, 110))}`)
    console.log(`    ${answer.status} ${dim(`${shorten(answer.body, 150)}  ${answer.ms.toFixed(0)} ms`)}`)
  }

  say(text: string): void {
    console.log(`  ${text}`)
  }

  check(what: string, holds: boolean): void {
    if (!holds) this.failed++
    console.log(`  ${holds ? '✓' : '✗'} ${what}`)
  }
}

function shorten(value: unknown, length: number): string {
  const text = (JSON.stringify(value) ?? '').replace(secret, '"$1":"…"')
  return text.length > length ? `${text.slice(0, length)}…` : text
}
