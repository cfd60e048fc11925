import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Listing } from '../../../contracts/listing.ts'
import { EmbeddedEngine } from '../../../functions/search/engines/embedded/reader.ts'
import { EmbeddedWriter } from '../../../functions/search/engines/embedded/writer.ts'
import {
  beginBuild,
  finishBuild,
  getChanges,
  getListings,
  markChanged,
  putListing,
  requestBuild,
  settleChanges,
} from '../../../functions/search/table.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aListing } from './builders.ts'
import { anObjectStore } from './object-store.ts'

let table: Awaited<ReturnType<typeof startTable>>
let store: ReturnType<typeof anObjectStore>

beforeAll(async () => {
  store = anObjectStore()
  table = await startTable()
})
afterAll(async () => {
  store.restore()
  await table.stop()
})

const KEY = 'index.json.br'
const keep = (listing: Listing) => putListing(listing).then(() => listing)
const found = async (engine: EmbeddedEngine, text: string) =>
  (await engine.search({ text, filters: {}, sort: 'relevance', limit: 10 })).ids

describe('The index file', () => {
  beforeEach(() => store.files.clear())

  it('is made by one builder at a time: of two at once, the one that loses brings its products into the winner’s', async () => {
    const [tent, mug] = [await keep(aListing({ name: 'Tent' })), await keep(aListing({ name: 'Mug' }))]
    await new EmbeddedWriter().apply([])

    await Promise.all([
      new EmbeddedWriter().apply([{ ...tent, ...aListing({ id: tent.productId, name: 'Yurt', revision: 2 }) }]),
      new EmbeddedWriter().apply([{ ...mug, ...aListing({ id: mug.productId, name: 'Goblet', revision: 2 }) }]),
    ])

    const engine = new EmbeddedEngine()
    expect(await found(engine, 'yurt')).toEqual([tent.productId])
    expect(await found(engine, 'goblet')).toEqual([mug.productId])
  })

  it('is not written again when nothing changed', async () => {
    const listing = await keep(aListing({ name: 'Lantern' }))
    const writer = new EmbeddedWriter()
    await writer.apply([listing])
    const before = store.writes
    await writer.apply([listing])
    expect(store.writes).toBe(before)
  })

  it('no longer has what was removed', async () => {
    const listing = await keep(aListing({ name: 'Hammock' }))
    const writer = new EmbeddedWriter()
    await writer.apply([listing])
    await writer.apply([{ productId: listing.productId, revision: 2, product: null, categories: [] }])
    expect(await found(new EmbeddedEngine(), 'hammock')).toEqual([])
  })

  it('may get lost: searches go on in an index made from the table, and a new file is asked for', async () => {
    const listing = await keep(aListing({ name: 'Binoculars' }))
    await new EmbeddedWriter().apply([listing])
    store.files.clear()
    const asked = store.builds()

    expect(await found(new EmbeddedEngine(), 'binoculars')).toEqual([listing.productId])
    expect(store.builds()).toBe(asked + 1)

    await new EmbeddedWriter().apply([])
    expect(store.files.has(KEY)).toBe(true)
  })

  it('of another format is made anew from the table', async () => {
    const listing = await keep(aListing({ name: 'Compass' }))
    await new EmbeddedWriter().apply([])
    store.files.set(KEY, { body: brotliCompressSync(JSON.stringify({ format: 0 })), etag: '"old"' })

    expect(await found(new EmbeddedEngine(), 'compass')).toEqual([listing.productId])
    await new EmbeddedWriter().apply([])
    expect(store.files.get(KEY)!.etag).not.toBe('"old"')
  })
})

describe('What the table keeps', () => {
  it('is the later revision of a listing, whichever comes last', async () => {
    const later = aListing({ name: 'New', revision: 5 })
    await putListing(later)
    await putListing(aListing({ id: later.productId, name: 'Old', revision: 4 }))
    expect((await getListings([later.productId])).get(later.productId)?.product?.name).toBe('New')
  })

  it('is a mark on a changed product until a build took it, unless it changed again meanwhile', async () => {
    const [a, b] = [newId(), newId()]
    await markChanged([a, b], 'first')
    const seen = (await getChanges()).filter(({ productId }) => [a, b].includes(productId))
    await markChanged([b], 'second')
    await settleChanges(seen)
    const left = (await getChanges()).filter(({ productId }) => [a, b].includes(productId))
    expect(left).toEqual([{ productId: b, mark: 'second' }])
  })

  it('is one request for a build, however many products change before it begins', async () => {
    const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds))
    expect(await requestBuild(at(0))).toBe(0)
    expect(await requestBuild(at(1))).toBeUndefined()
    await beginBuild(at(2))
    expect(await requestBuild(at(3))).toBe(1)
    await beginBuild(at(4))
    await finishBuild(2500)
    expect(await requestBuild(at(8))).toBe(3)
    expect(await requestBuild(at(40))).toBe(0)
  })
})
