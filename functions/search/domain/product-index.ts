/** The index of all products: texts, facts, vocabulary. Changed by the builder, searched by everyone else. */
import type { AsPlainObject } from 'minisearch'
import type { Facts, SearchDocument } from './document.ts'
import { TextIndex } from './text-index.ts'
import { Vocabulary } from './vocabulary.ts'
import { wordsOf } from './words.ts'

export interface StoredIndex {
  readonly texts: AsPlainObject
  readonly facts: readonly Facts[]
  readonly vocabulary: readonly (readonly [string, number])[]
}

/** Share of removed products that is carried along. */
const DIRTY = 0.1

export class ProductIndex {
  readonly texts: TextIndex
  readonly facts: Map<string, Facts>
  readonly vocabulary: Vocabulary

  constructor(stored?: StoredIndex) {
    this.texts = new TextIndex(stored?.texts)
    this.facts = new Map(stored?.facts.map((facts) => [facts.id, facts]))
    this.vocabulary = new Vocabulary(stored?.vocabulary)
  }

  /** Adds or replaces a product, unless a later revision of it is there. @returns whether the index changed */
  put(document: SearchDocument): boolean {
    const { facts, texts } = document
    const known = this.facts.get(facts.id)
    if (known && known.revision >= facts.revision) return false
    if (known) this.texts.remove(facts.id)
    this.texts.add(document)
    this.facts.set(facts.id, facts)
    if (!known) {
      this.vocabulary.add(new Set(wordsOf(`${texts.name}\n${texts.brand}\n${texts.category}\n${texts.attributes}`)))
    }
    return true
  }

  /** @returns whether the index changed */
  remove(id: string): boolean {
    if (!this.facts.delete(id)) return false
    this.texts.remove(id)
    return true
  }

  /** Frees what replaced and removed products left behind, when it is much. */
  async clean(): Promise<void> {
    if (this.texts.removed > DIRTY * this.facts.size) await this.texts.clean()
  }

  toStored(): StoredIndex {
    return { texts: this.texts.toJSON(), facts: [...this.facts.values()], vocabulary: this.vocabulary.entries }
  }
}
