/** Makes the next artefact from the one before and what changed since. Of two builders at once one wins, the other repeats. */
import type { Listing } from '../../../../contracts/listing.ts'
import { ObjectChanged } from '../../../shared/objects.ts'
import { documentOf, isListed } from '../../domain/listing-document.ts'
import type { ProductIndex } from '../../domain/product-index.ts'
import { publishedVersion, publishVersion } from '../../table.ts'
import type { IndexWriter } from '../engine.ts'
import { type Artefact, load, store } from './artefact.ts'
import { indexFromTable } from './from-table.ts'

const ATTEMPTS = 5

interface Before {
  /** Absent: there is none, or none that can be read. */
  readonly index?: ProductIndex
  readonly version: number
  readonly etag: string | null
}

export class EmbeddedWriter implements IndexWriter {
  /** What this environment published last: mostly still the newest, so that it need not be read again. */
  #held: Artefact | undefined

  apply(listings: readonly Listing[]): Promise<void> {
    return untilPublished(async () => {
      const before = await this.#latest()
      if (!before.index) return this.#publish(await indexFromTable(), before)
      const changed = listings.map((listing) => bringIn(before.index!, listing)).some(Boolean)
      return changed ? this.#publish(before.index, before) : this.#hold(before)
    })
  }

  rebuild(): Promise<void> {
    return untilPublished(async () => this.#publish(await indexFromTable(), await this.#latest()))
  }

  /** Takes it out of what is held: what fails half-way must not be built upon. */
  async #latest(): Promise<Before> {
    const held = this.#held
    this.#held = undefined
    const loaded = await load(held?.etag)
    if (loaded.state === 'loaded') return loaded.artefact
    if (loaded.state === 'unchanged') return held!
    return { version: (await publishedVersion()) ?? 0, etag: loaded.etag }
  }

  async #publish(index: ProductIndex, { version, etag }: Before): Promise<void> {
    await index.clean()
    const artefact = await store(index, version + 1, etag)
    await publishVersion(artefact.version)
    this.#held = artefact
  }

  async #hold({ index, version, etag }: Before): Promise<void> {
    // An earlier build may have ended between the file and its version.
    await publishVersion(version)
    if (index && etag) this.#held = { index, version, etag }
  }
}

async function untilPublished(attempt: () => Promise<void>): Promise<void> {
  for (let count = 1; ; count++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof ObjectChanged) || count === ATTEMPTS) throw error
    }
  }
}

function bringIn(index: ProductIndex, listing: Listing): boolean {
  return isListed(listing) ? index.put(documentOf(listing)) : index.remove(listing.productId)
}
