import type { Listing } from '../../contracts/listing.ts'
import type { Deps } from '../shared/deps.ts'
import { enqueue } from '../shared/worker.ts'
import { markChanged, putListing, requestBuild } from './table.ts'
import { buildIndex } from './workers/build-index/worker.ts'

/** Keeps the listings, and sees to it that a build brings them into the index. */
export async function followProducts(listings: readonly Listing[], deps: Deps, rebuild?: string): Promise<void> {
  await Promise.all(listings.map((listing) => putListing(listing, rebuild)))
  await markChanged(
    listings.map(({ productId }) => productId),
    deps.newId(),
  )
  const seconds = await requestBuild(deps.now)
  if (seconds !== undefined) await enqueue(buildIndex, {}, seconds)
}
