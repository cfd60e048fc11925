/** What ours is compared with: Okapi BM25 as in the textbooks, over one field with all texts, words as they are. */

const K1 = 1.2
const B = 0.75

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

export class PlainBm25 {
  readonly #ids: string[] = []
  readonly #lengths: number[] = []
  readonly #postings = new Map<string, { document: number; frequency: number }[]>()

  constructor(documents: Iterable<{ id: string; text: string }>) {
    for (const { id, text } of documents) this.#add(id, text)
  }

  #add(id: string, text: string): void {
    const words = wordsOf(text)
    const document = this.#ids.push(id) - 1
    this.#lengths.push(words.length)
    const frequencies = new Map<string, number>()
    for (const word of words) frequencies.set(word, (frequencies.get(word) ?? 0) + 1)
    for (const [word, frequency] of frequencies) {
      const postings = this.#postings.get(word)
      if (postings) postings.push({ document, frequency })
      else this.#postings.set(word, [{ document, frequency }])
    }
  }

  /** Ids of all products with any of the words, best first. */
  search(query: string): string[] {
    const total = this.#ids.length
    const averageLength = this.#lengths.reduce((sum, length) => sum + length, 0) / total
    const scores = new Map<number, number>()
    for (const word of wordsOf(query)) {
      const postings = this.#postings.get(word) ?? []
      const idf = Math.log(1 + (total - postings.length + 0.5) / (postings.length + 0.5))
      for (const { document, frequency } of postings) {
        const norm = K1 * (1 - B + (B * this.#lengths[document]!) / averageLength)
        const score = (idf * frequency * (K1 + 1)) / (frequency + norm)
        scores.set(document, (scores.get(document) ?? 0) + score)
      }
    }
    return [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([document]) => this.#ids[document]!)
  }
}
