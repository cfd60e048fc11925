/** Words of product titles with one typing error each. */

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const SHORTEST = 5

export interface Typo {
  readonly word: string
  readonly typed: string
}

/** A random generator that gives the same numbers again (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One letter inserted, left out, replaced, or swapped with the next, in turn; never in a word's first place. */
export function typosIn(titles: readonly string[], howMany: number, seed = 20261122): Typo[] {
  const words = [...new Set(titles.flatMap((title) => title.toLowerCase().match(/\b[a-z]+\b/g) ?? []))]
    .filter((word) => word.length >= SHORTEST)
    .sort()
  const random = randomFrom(seed)
  const typos: Typo[] = []
  while (typos.length < howMany) {
    const word = words[Math.floor(random() * words.length)]!
    const at = 1 + Math.floor(random() * (word.length - 1))
    const letter = LETTERS[Math.floor(random() * LETTERS.length)]!
    const typed = mistype(word, at, letter, typos.length % 4)
    if (typed !== word) typos.push({ word, typed })
  }
  return typos
}

function mistype(word: string, at: number, letter: string, kind: number): string {
  const before = word.slice(0, at)
  if (kind === 0) return before + letter + word.slice(at)
  if (kind === 1) return before + word.slice(at + 1)
  if (kind === 2) return before + letter + word.slice(at + 1)
  return before.slice(0, -1) + word[at]! + word[at - 1]! + word.slice(at + 1)
}
