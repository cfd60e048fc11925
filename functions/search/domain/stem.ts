import { stemmer } from 'stemmer'

/** Bounds the memory of what was stemmed before. */
const MOST = 100_000
const known = new Map<string, string>()

/** What a word has in common with its other forms: `tents` and `tent` are one. Only English words are changed. */
export function stemOf(word: string): string {
  const found = known.get(word)
  if (found !== undefined) return found
  const stem = /^[a-z]{3,}$/.test(word) ? stemmer(word) : word
  if (known.size >= MOST) known.clear()
  known.set(word, stem)
  return stem
}
