/** How products are kept in OpenSearch. */
import type { Facts, SearchDocument } from '../../domain/document.ts'
import { lacksIn } from '../../domain/negation.ts'
import { nameOrder } from '../../domain/sorts.ts'
import { wordsOf } from '../../domain/words.ts'

/** With the number of the mapping: another one is another index, filled by a rebuild. */
export const INDEX = 'products-1'

/** English words by their stems, Chinese by pairs of neighbouring characters. */
const text = { type: 'text', analyzer: 'english', fields: { cjk: { type: 'text', analyzer: 'cjk' } } }
const keyword = { type: 'keyword' }
const whole = { type: 'integer' }

export const mapping = {
  mappings: {
    dynamic: 'strict',
    properties: {
      name: text,
      body: text,
      brand: text,
      category: text,
      attributes: text,
      codes: keyword,
      lacks: keyword,
      id: keyword,
      revision: { type: 'long' },
      names: { type: 'keyword', index: false, doc_values: false },
      nameOrder: keyword,
      price: { type: 'long' },
      rating: whole,
      ratingCount: whole,
      availability: keyword,
      categories: keyword,
      brandName: keyword,
      brandOrder: keyword,
    },
  },
}

/** A hit's stored part. */
export type Source = Pick<Facts, 'id' | 'names'>

export function sourceOf({ facts, texts, codes }: SearchDocument): object {
  const { brand, ...rest } = facts
  const lacks = [...new Set(lacksIn(wordsOf(`${texts.name}\n${texts.body}`)))]
  return {
    ...texts,
    ...rest,
    codes,
    lacks,
    nameOrder: nameOrder(facts),
    ...(brand === undefined ? {} : { brandName: brand, brandOrder: brand.toLowerCase() }),
  }
}
