import { getListings } from '../../contracts/internal/index.ts'
import type { Deps } from '../shared/deps.ts'
import { call } from '../shared/internal.ts'
import { getRebuild, listingsMissedBy, putListing, updateRebuild } from './table.ts'

/** Most ids in one question to the catalog. */
const IDS_A_CALL = 100

/** Asks again for products that the catalog's list did not have: removed ones, or added since the list began. */
export async function forgetMissing(rebuild: string): Promise<void> {
  const ids = await listingsMissedBy(rebuild)
  for (let start = 0; start < ids.length; start += IDS_A_CALL) {
    const asked = ids.slice(start, start + IDS_A_CALL)
    const { listings } = await call(getListings, { productIds: asked })
    await Promise.all(listings.map((listing) => putListing(listing, rebuild)))
  }
}

export async function finishRebuild(id: string, { now }: Deps): Promise<void> {
  const rebuild = await getRebuild()
  if (rebuild?.id !== id || rebuild.status === 'done') return
  await updateRebuild({ ...rebuild, status: 'done', finishedAt: now.toISOString() })
}
