import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { OpenSearchEngine, OpenSearchWriter } from '../../../functions/search/engines/opensearch/index.ts'
import { putListing } from '../../../functions/search/table.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aListing } from './builders.ts'
import { startFakeOpenSearch } from './fake-opensearch.ts'

let table: Awaited<ReturnType<typeof startTable>>
let collection: Awaited<ReturnType<typeof startFakeOpenSearch>>

beforeAll(async () => {
  table = await startTable()
  collection = await startFakeOpenSearch()
})
afterAll(async () => {
  await collection.stop()
  await table.stop()
})

const none = { buckets: [] }
const answerOf = (hits: object[], total: number, more: object = {}) => ({
  hits: { total: { value: total }, hits: hits.map((_source) => ({ _source })) },
  aggregations: Object.fromEntries(
    ['category', 'brand', 'price', 'rating', 'availability'].map((name) => [name, { values: none, ...more }]),
  ),
})
const aSearch = { text: 'tent', filters: {}, sort: 'relevance' as const, limit: 2 }

describe('Searching in OpenSearch', () => {
  it('asks one signed question: words with typing errors, filters after the facets, a page', async () => {
    collection.answerWith(() => ({ body: answerOf([], 0) }))
    await new OpenSearchEngine().search({
      text: 'ridge tent without poles',
      filters: { category: 'tents', minPrice: 1000, inStock: true },
      sort: 'price',
      limit: 5,
      after: { id: 'x', number: 10 },
    })
    const [{ method, path, body }] = collection.asked as [(typeof collection.asked)[0]]
    expect([method, path]).toEqual(['POST', '/products-1/_search'])
    expect(body).toMatchObject({ from: 10, size: 5, sort: [{ price: 'asc' }, { id: 'desc' }] })
    expect(body.post_filter.bool.filter).toEqual([
      { term: { categories: 'tents' } },
      { range: { price: { gte: 1000 } } },
      { terms: { availability: ['in_stock', 'low'] } },
    ])
    expect(body.aggs.category.filter.bool.filter).toHaveLength(2)
    expect(body.aggs.brand.filter.bool.filter).toHaveLength(3)
    const { positive, negative } = body.query.boosting
    expect(positive.bool.must[0].bool.should[0].multi_match).toMatchObject({
      query: 'ridge tent',
      fuzziness: 'AUTO:3,8',
    })
    expect(positive.bool.should).toEqual([{ terms: { lacks: ['!pole'], boost: 5 } }])
    expect(negative.bool.must).toEqual([{ match: { name: 'poles' } }])
  })

  it('looks for the beginning of the last word, and for a sku', async () => {
    collection.answerWith(() => ({ body: answerOf([], 0) }))
    await new OpenSearchEngine().search({ ...aSearch, text: 'TW-1' })
    const { should } = collection.asked[0]!.body.query.bool
    expect(should).toContainEqual({ term: { codes: { value: 'tw-1', boost: 20 } } })
    expect(should.map((clause: { multi_match?: { type: string } }) => clause.multi_match?.type)).toContain(
      'bool_prefix',
    )
  })

  it('answers as the embedded engine does', async () => {
    const hits = [
      { id: 'a', names: ['Ridge Tent'] },
      { id: 'b', names: ['Tent Pegs'] },
    ]
    const buckets = {
      category: [{ key: 'tents', doc_count: 3 }],
      brand: [{ key: 'Larkmoor', doc_count: 2 }],
      price: [
        { key: '0-1000', from: 0, to: 1000, doc_count: 2 },
        { key: '1000-2000', from: 1000, to: 2000, doc_count: 0 },
        { key: '2000-*', from: 2000, doc_count: 1 },
      ],
      rating: [1, 2, 3, 4].map((stars) => ({ key: '', from: stars * 100, doc_count: 5 - stars })),
      availability: [
        { key: 'out', doc_count: 1 },
        { key: 'in_stock', doc_count: 2 },
      ],
    }
    const aggregations = Object.fromEntries(
      Object.entries(buckets).map(([name, list]) => [name, { values: { buckets: list } }]),
    )
    collection.answerWith(() => ({ body: { ...answerOf(hits, 3), aggregations } }))
    expect(await new OpenSearchEngine().search({ ...aSearch, text: 'ten' })).toEqual({
      ids: ['a', 'b'],
      total: 3,
      facets: {
        category: [{ value: 'tents', count: 3 }],
        brand: [{ value: 'Larkmoor', count: 2 }],
        price: [
          { from: 0, to: 999, count: 2 },
          { from: 2000, to: null, count: 1 },
        ],
        rating: [4, 3, 2, 1].map((from) => ({ from, count: 5 - from })),
        availability: [
          { value: 'in_stock', count: 2 },
          { value: 'out', count: 1 },
        ],
      },
      suggestions: ['tent'],
      next: { id: 'b', number: 2 },
    })
  })

  it('finds nothing before anything was indexed, and fails when it is refused', async () => {
    collection.answerWith(() => ({ status: 404, body: { error: { type: 'index_not_found_exception' } } }))
    expect((await new OpenSearchEngine().search(aSearch)).total).toBe(0)
    collection.answerWith(() => ({ status: 400, body: { error: { type: 'parsing_exception' } } }))
    await expect(new OpenSearchEngine().search(aSearch)).rejects.toThrow('400 parsing_exception')
  })
})

describe('Indexing in OpenSearch', () => {
  const bulks = () => collection.asked.filter(({ path }) => path.endsWith('/_bulk')).map(({ body }) => body)

  it('makes the index once, puts what is listed and deletes what is not', async () => {
    collection.answerWith(() => ({ body: { items: [] } }))
    const tent = aListing({ name: 'Tent without poles' })
    const writer = new OpenSearchWriter()
    await writer.apply([tent, { productId: 'gone', revision: 2, product: null, categories: [] }])
    await writer.apply([tent])
    expect(collection.asked.filter(({ method }) => method === 'PUT').map(({ path }) => path)).toEqual(['/products-1'])
    expect(bulks()[0]).toEqual([
      { index: { _id: tent.productId } },
      expect.objectContaining({ id: tent.productId, price: 1000, categories: ['things'], lacks: ['!pole'] }),
      { delete: { _id: 'gone' } },
    ])
  })

  it('writes again what became newer while it was written, so that two builds at once end with the newest', async () => {
    const old = aListing({ name: 'Old' })
    await putListing(aListing({ id: old.productId, name: 'New', revision: 2 }))
    collection.answerWith(() => ({ body: { items: [] } }))
    await new OpenSearchWriter().apply([old])
    expect(bulks().map(([, source]) => source.names)).toEqual([['Old'], ['New']])
  })

  it('goes on when the index is there, and fails when a product is refused', async () => {
    collection.answerWith(({ method }) =>
      method === 'PUT'
        ? { status: 400, body: { error: { type: 'resource_already_exists_exception' } } }
        : { body: { items: [{ index: { status: 400, error: { type: 'mapper_parsing_exception' } } }] } },
    )
    await expect(new OpenSearchWriter().apply([aListing()])).rejects.toThrow('mapper_parsing_exception')
  })

  it('is anew of everything that the table has', async () => {
    await putListing(aListing({ name: 'Kept' }))
    collection.answerWith(() => ({ body: { items: [] } }))
    await new OpenSearchWriter().rebuild()
    const sources = bulks().flat()
    expect(sources).toContainEqual(expect.objectContaining({ names: ['Kept'] }))
  })
})
