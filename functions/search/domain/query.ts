import { isWithout } from './negation.ts'
import { wordsOf } from './words.ts'

/** Too frequent to tell products apart. */
const STOP_WORDS = new Set(
  'a an and are as at be but by for from has in is it my of on or our that the to was were with your'.split(' '),
)

export interface Query {
  /** What to look for. */
  readonly words: readonly string[]
  /** What was said to be absent: the words after `without` or `not`. */
  readonly unwanted: readonly string[]
  /** `without` or `not`, where one is there. */
  readonly marker: string | undefined
  /** The last word may be the beginning of one. */
  readonly lastIsOpen: boolean
  /** The query as one code, for skus: lower-case, undefined where it has spaces. */
  readonly code: string | undefined
}

export function parseQuery(text: string): Query {
  const trimmed = text.trim()
  const all = wordsOf(trimmed)
  const at = all.findIndex(isWithout)
  const wanted = all.slice(0, at > 0 ? at : undefined).filter(isTelling)
  const unwanted = at > 0 ? all.slice(at + 1).filter((word) => isTelling(word) && !isWithout(word)) : []
  const only = wanted.length === 0
  return {
    words: only ? all : unique(wanted),
    unwanted: only ? [] : unique(unwanted),
    marker: only || unwanted.length === 0 ? undefined : all[at],
    lastIsOpen: unwanted.length === 0 && !/\s$/.test(text),
    code: trimmed === '' || /\s/.test(trimmed) ? undefined : trimmed.toLowerCase(),
  }
}

const isTelling = (word: string) => !STOP_WORDS.has(word)
const unique = (words: readonly string[]) => [...new Set(words)]
