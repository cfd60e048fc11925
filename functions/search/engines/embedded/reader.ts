/** Searches in memory. Follows the published index at most a second late, and serves the one it has while the next is loaded. */
import { logger } from '../../../shared/observability/logger.ts'
import { enqueue } from '../../../shared/worker.ts'
import { ProductIndex } from '../../domain/product-index.ts'
import { type Found, type Search, search } from '../../domain/search.ts'
import { publishedVersion } from '../../table.ts'
import { buildIndex } from '../../workers/build-index/worker.ts'
import type { SearchEngine } from '../engine.ts'
import { load } from './artefact.ts'
import { indexFromTable } from './from-table.ts'

/** How often the published version is asked for. */
const CHECK_MS = 1000
/** An environment that slept so long has an index that is too old to be served once more. */
const ASLEEP_MS = 10_000

interface Current {
  readonly index: ProductIndex
  readonly version: number
  /** Absent: made from the table, because there was no artefact. */
  readonly etag?: string
}

/** Keeps one index for the life of the environment. */
export class EmbeddedEngine implements SearchEngine {
  #current: Current | undefined
  #checkedAt = 0
  #following: Promise<void> | undefined

  async search(wanted: Search): Promise<Found> {
    return search(await this.#index(), wanted)
  }

  async #index(): Promise<ProductIndex> {
    const now = Date.now()
    if (!this.#current) await this.#follow()
    else if (now - this.#checkedAt >= CHECK_MS) {
      const asleep = now - this.#checkedAt > ASLEEP_MS
      this.#checkedAt = now
      if ((await this.#publishedVersion()) !== this.#current.version) {
        const followed = this.#follow()
        if (asleep) await followed
      }
    }
    return this.#current!.index
  }

  /** The version in memory when the table does not answer: an old index is better than none. */
  async #publishedVersion(): Promise<number> {
    try {
      return (await publishedVersion()) ?? 0
    } catch (error) {
      logger.warn('the published index is not known', error as Error)
      return this.#current!.version
    }
  }

  /** One at a time. Never fails while there is an index to serve. */
  #follow(): Promise<void> {
    this.#following ??= this.#replace().finally(() => {
      this.#following = undefined
      this.#checkedAt = Date.now()
    })
    return this.#following
  }

  async #replace(): Promise<void> {
    try {
      const loaded = await load(this.#current?.etag)
      if (loaded.state === 'loaded') this.#current = loaded.artefact
      else if (loaded.state === 'unusable') await this.#doWithout()
    } catch (error) {
      logger.error('the search index cannot be loaded', error as Error)
      this.#current ??= { index: await indexFromTable(), version: 0 }
    }
  }

  /** Before the first build there is nothing to find. An artefact that got lost is made again, and done without until then. */
  async #doWithout(): Promise<void> {
    const version = await publishedVersion()
    if (version === undefined) {
      this.#current ??= { index: new ProductIndex(), version: 0 }
      return
    }
    logger.error('the search index is lost or of another format: searching in one made from the table')
    this.#current = { index: await indexFromTable(), version }
    await enqueue(buildIndex, {})
  }
}
