/** `a belt without a buckle`: the word after it is what the product must not have. */
import { stemOf } from './stem.ts'

/** Words of a query after which the rest is unwanted. */
export const isWithout = (word: string): boolean => word === 'without' || word === 'not'

const NONE = new Set(['without', 'no', 'non', 'zero'])
/** `stainless` has no stain, but `less` on a short word is a word of its own: bless, unless. */
const SHORTEST_WITH_LESS = 7

/** The term of a product that says that it lacks something. */
export const lackOf = (word: string): string => `!${stemOf(word)}`

/** What the text says to be absent: `no laces`, `without laces`, `lace-free`, `laceless` all give `!lace`. */
export function lacksIn(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    const next = words[index + 1]
    return [
      ...(NONE.has(word) ? words.slice(index + 1, index + 3).map(lackOf) : []),
      ...(next === 'free' || next === 'less' ? [lackOf(word)] : []),
      ...(word.endsWith('less') && word.length >= SHORTEST_WITH_LESS ? [lackOf(word.slice(0, -4))] : []),
    ]
  })
}
