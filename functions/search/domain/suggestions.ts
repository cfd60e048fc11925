const MOST = 8
const words = new Intl.Segmenter('zh', { granularity: 'word' })

export interface Basis {
  /** What the best products are called, in every language. */
  readonly names: readonly (readonly string[])[]
  /** The word that a mistyped word was taken for. */
  readonly corrected: ReadonlyMap<string, string>
}

/** The query with its mistyped words put right, then with its last word completed by what the best products are called. */
export function suggestionsFor(text: string, { names, corrected }: Basis): string[] {
  const query = text.trim().toLowerCase()
  const suggestions = corrected.size > 0 ? [putRight(query, corrected)] : []
  const open = lastWordOf(query)
  if (open !== '') {
    const start = query.slice(0, query.length - open.length)
    for (const word of completionsOf(open, names)) suggestions.push(start + word)
  }
  return [...new Set(suggestions)].filter((suggestion) => suggestion !== query).slice(0, MOST)
}

const putRight = (query: string, corrected: ReadonlyMap<string, string>) =>
  query.replace(/[\p{L}\p{N}]+/gu, (word) => corrected.get(word) ?? word)

const lastWordOf = (query: string) => segmentsOf(query, true).at(-1) ?? ''

/** The most frequent first. */
function completionsOf(open: string, products: Basis['names']): string[] {
  const counts = new Map<string, number>()
  for (const namesOfOne of products) {
    const names = namesOfOne.map((name) => name.toLowerCase()).filter((name) => name.includes(open))
    const found = names.flatMap((name) => segmentsOf(name)).filter((word) => word.startsWith(open))
    for (const word of new Set(found)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  counts.delete(open)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word)
}

/** Words as people see them: Chinese has no spaces, so a dictionary finds them. */
function segmentsOf(text: string, withSpaces = false): string[] {
  const segments = [...words.segment(text)]
  const last = segments.at(-1)
  if (withSpaces && last && !last.isWordLike) return []
  return segments.filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)
}
