/** OpenSearch Serverless: for catalogs that outgrow a function's memory. Found some ten seconds after a change. */
import type { Listing } from '../../../../contracts/listing.ts'
import { documentOf, isListed } from '../../domain/listing-document.ts'
import type { Found, Search } from '../../domain/search.ts'
import { allListings, getListings } from '../../table.ts'
import type { IndexWriter, SearchEngine } from '../engine.ts'
import { foundIn, type SearchAnswer } from './answer.ts'
import { OpenSearchError, send } from './client.ts'
import { INDEX, mapping, sourceOf } from './mapping.ts'
import { requestOf } from './query.ts'

/** Products in one bulk request: a few megabytes. */
const AT_ONCE = 200

export class OpenSearchEngine implements SearchEngine {
  async search(wanted: Search): Promise<Found> {
    try {
      return foundIn(await send<SearchAnswer>('POST', `/${INDEX}/_search`, { body: requestOf(wanted) }), wanted)
    } catch (error) {
      // Nothing was indexed yet.
      if (error instanceof OpenSearchError && error.type === 'index_not_found_exception') return nothing
      throw error
    }
  }
}

const nothing: Found = {
  ids: [],
  total: 0,
  facets: { category: [], brand: [], price: [], rating: [], availability: [] },
  suggestions: [],
}

export class OpenSearchWriter implements IndexWriter {
  #ready = false

  async apply(listings: readonly Listing[]): Promise<void> {
    await this.#makeIndex()
    for (let waiting = listings; waiting.length > 0; ) {
      for (let start = 0; start < waiting.length; start += AT_ONCE) await bulk(waiting.slice(start, start + AT_ONCE))
      waiting = await changedSince(waiting)
    }
  }

  /** The table knows every product that there ever was, so putting the listed ones and deleting the others is enough. */
  async rebuild(): Promise<void> {
    for await (const listings of allListings()) await this.apply(listings)
  }

  async #makeIndex(): Promise<void> {
    if (this.#ready) return
    try {
      await send('PUT', `/${INDEX}`, { body: mapping })
    } catch (error) {
      if (!(error instanceof OpenSearchError && error.type === 'resource_already_exists_exception')) throw error
    }
    this.#ready = true
  }
}

/** Two builds at once may write in the wrong order: whoever wrote an older revision writes again. */
async function changedSince(written: readonly Listing[]): Promise<Listing[]> {
  const now = await getListings(written.map(({ productId }) => productId))
  return written.flatMap(({ productId, revision }) => {
    const listing = now.get(productId)
    return listing && listing.revision > revision ? [listing] : []
  })
}

async function bulk(listings: readonly Listing[]): Promise<void> {
  const lines = listings.flatMap((listing) =>
    isListed(listing)
      ? [{ index: { _id: listing.productId } }, sourceOf(documentOf(listing))]
      : [{ delete: { _id: listing.productId } }],
  )
  const { items } = await send<BulkAnswer>('POST', `/${INDEX}/_bulk`, { lines })
  const failed = items.flatMap((item) => Object.values(item)).filter(({ error }) => error !== undefined)
  // Deleting what is not there is reported as 404 without an error.
  if (failed.length > 0) {
    throw new Error(`OpenSearch refused ${failed.length} of ${listings.length} products: ${failed[0]!.error!.type}`)
  }
}

interface BulkAnswer {
  readonly items: readonly Readonly<
    Record<string, { readonly status: number; readonly error?: { readonly type: string } }>
  >[]
}
