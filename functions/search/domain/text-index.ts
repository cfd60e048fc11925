/** Which products have a term, and how much it says about each: MiniSearch (BM25+ over weighted fields) behind four calls. */
import MiniSearch, { type AsPlainObject } from 'minisearch'
import type { SearchDocument } from './document.ts'
import { lacksIn } from './negation.ts'
import { stemOf } from './stem.ts'
import { wordsOf } from './words.ts'

/** How much a word says where it stands; measured with `npm run bench:search`, flat around these. */
const boost = { name: 3, brand: 2, category: 1, body: 1, attributes: 0.5, code: 3 }
const fields = Object.keys(boost)

const options = {
  fields,
  extractField: ({ facts, texts, codes }: SearchDocument, field: string) =>
    field === 'id' ? facts.id : field === 'code' ? codes.join('\n') : texts[field as keyof typeof texts],
  tokenize: (text: string, field?: string) =>
    field === 'code' ? text.split('\n').map(codeTerm) : termsOf(text, field),
  processTerm: (term: string) => term,
  // The builder decides when removed products are cleaned away.
  autoVacuum: false,
}

const asItIs = { tokenize: (term: string) => [term], boost }

export class TextIndex {
  readonly #index: MiniSearch<SearchDocument>

  /** @param stored what `toJSON` gave */
  constructor(stored?: AsPlainObject) {
    this.#index = stored ? MiniSearch.loadJS<SearchDocument>(stored, options) : new MiniSearch<SearchDocument>(options)
  }

  has(id: string): boolean {
    return this.#index.has(id)
  }

  add(document: SearchDocument): void {
    this.#index.add(document)
  }

  remove(id: string): void {
    this.#index.discard(id)
  }

  /** Products whose terms are still there though they are not found. */
  get removed(): number {
    return this.#index.dirtCount
  }

  async clean(): Promise<void> {
    await this.#index.vacuum()
  }

  /** Scores of the products that have the term. */
  scoresOf(term: string): { id: string; score: number }[] {
    return this.#index.search(term, asItIs) as unknown as { id: string; score: number }[]
  }

  toJSON(): AsPlainObject {
    return this.#index.toJSON()
  }
}

/** The term of a sku. */
export const codeTerm = (code: string): string => `#${code}`

function termsOf(text: string, field: string | undefined): string[] {
  const words = wordsOf(text)
  const lacks = field === 'name' || field === 'body' ? lacksIn(words) : []
  return [...words.map(stemOf), ...lacks]
}
