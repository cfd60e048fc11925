import { pageListings } from '../../../../contracts/internal/index.ts'
import { call } from '../../../shared/internal.ts'
import { enqueue, worker } from '../../../shared/worker.ts'
import { forgetMissing } from '../../rebuild.ts'
import { getRebuild, putListing, updateRebuild } from '../../table.ts'
import { buildIndex } from '../build-index/worker.ts'
import { rebuildPages } from './worker.ts'

/** Products a page: their texts must fit into one answer of a function, 6 MB. */
const PAGE = 100

export const handler = worker(rebuildPages, async ({ rebuild: id, after }) => {
  const rebuild = await getRebuild()
  // Another one took its place, or this page is delivered again after the end.
  if (rebuild?.id !== id || rebuild.status !== 'reading') return
  const { listings, next } = await call(pageListings, { limit: PAGE, after })
  await Promise.all(listings.map((listing) => putListing(listing, id)))
  const products = rebuild.products + listings.length
  if (next !== undefined) {
    await updateRebuild({ ...rebuild, products })
    await enqueue(rebuildPages, { rebuild: id, after: next })
    return
  }
  await forgetMissing(id)
  await updateRebuild({ ...rebuild, products, status: 'building' })
  await enqueue(buildIndex, { rebuild: id })
})
