/** The words that products are described with: for typing errors, beginnings of words, and suggestions. */
import { isCjk } from './words.ts'

export interface Correction {
  readonly word: string
  /** Letters wrong: inserted, left out, replaced, or two swapped. */
  readonly distance: number
}

const SHORTEST = 3
/** From this length on two letters may be wrong. */
const TWO_ERRORS_FROM = 8
const MOST_CORRECTIONS = 4

export class Vocabulary {
  readonly #counts: Map<string, number>
  #byLength: Map<number, { words: string[]; letters: Uint32Array }> | undefined
  #sorted: string[] | undefined

  /** @param counts in how many products each word is */
  constructor(counts: Iterable<readonly [string, number]> = []) {
    this.#counts = new Map(counts)
  }

  get entries(): readonly [string, number][] {
    return [...this.#counts]
  }

  has(word: string): boolean {
    return this.#counts.has(word)
  }

  countOf(word: string): number {
    return this.#counts.get(word) ?? 0
  }

  add(words: Iterable<string>): void {
    for (const word of words) this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1)
    this.#byLength = undefined
    this.#sorted = undefined
  }

  /** The most likely words that a mistyped one was meant to be, best first. */
  correctionsOf(word: string): Correction[] {
    const most = word.length < SHORTEST || isCjk(word) || /\d/.test(word) ? 0 : word.length < TWO_ERRORS_FROM ? 1 : 2
    if (most === 0) return []
    const letters = lettersOf(word)
    const found: (Correction & { cost: number })[] = []
    for (let length = Math.max(3, word.length - most); length <= word.length + most; length++) {
      const group = this.#lengths().get(length)
      if (!group) continue
      for (let index = 0; index < group.words.length; index++) {
        // Each error changes at most two letters of the set: most words are ruled out by one operation.
        if (bitsOf(letters ^ group.letters[index]!) > 2 * most) continue
        const candidate = group.words[index]!
        const distance = distanceOf(word, candidate, most)
        if (distance === 0 || distance > most) continue
        const firstDiffers = candidate[0] === word[0] ? 0 : 0.5
        found.push({
          word: candidate,
          distance,
          cost: distance + firstDiffers - 0.3 * Math.log10(1 + this.countOf(candidate)),
        })
      }
    }
    return found
      .sort((a, b) => a.cost - b.cost)
      .slice(0, MOST_CORRECTIONS)
      .map(({ word, distance }) => ({ word, distance }))
  }

  /** Words that begin so, the most frequent first. */
  beginningWith(start: string, most: number): string[] {
    this.#sorted ??= [...this.#counts.keys()].sort()
    const words: string[] = []
    for (let at = lowerBound(this.#sorted, start); at < this.#sorted.length; at++) {
      const word = this.#sorted[at]!
      if (!word.startsWith(start)) break
      words.push(word)
    }
    return words.sort((a, b) => this.countOf(b) - this.countOf(a)).slice(0, most)
  }

  #lengths() {
    if (this.#byLength) return this.#byLength
    const groups = new Map<number, string[]>()
    for (const word of this.#counts.keys()) {
      if (!/^\p{L}+$/u.test(word) || isCjk(word)) continue
      const group = groups.get(word.length)
      if (group) group.push(word)
      else groups.set(word.length, [word])
    }
    this.#byLength = new Map(
      [...groups].map(([length, words]) => [length, { words, letters: Uint32Array.from(words, lettersOf) }]),
    )
    return this.#byLength
  }
}

/** One bit for each letter that is in the word. */
function lettersOf(word: string): number {
  let bits = 0
  for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) & 31)
  return bits >>> 0
}

function bitsOf(value: number): number {
  let count = 0
  for (let rest = value; rest !== 0; rest &= rest - 1) count++
  return count
}

/** Optimal string alignment distance; anything above `most` when it is more. */
export function distanceOf(a: string, b: string, most: number): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let best = i
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, replaced)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, beforeLast[j - 2]! + 1)
      }
      row.push(cost)
      best = Math.min(best, cost)
    }
    if (best > most) return most + 1
    beforeLast = last
    last = row
  }
  return last[b.length]!
}

function lowerBound(sorted: readonly string[], start: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < start) low = middle + 1
    else high = middle
  }
  return low
}
