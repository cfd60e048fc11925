import { enqueue, worker } from '../../../shared/worker.ts'
import { indexWriter } from '../../engines/index.ts'
import { finishRebuild } from '../../rebuild.ts'
import { beginBuild, finishBuild, getChanges, getListings, settleChanges } from '../../table.ts'
import { buildIndex } from './worker.ts'

/** Bounds the memory of one build; the rest follows at once. */
const MOST = 4000

export const handler = worker(buildIndex, async ({ rebuild }, deps) => {
  await beginBuild(deps.now)
  const all = await getChanges()
  const changes = all.slice(0, MOST)
  if (rebuild) await indexWriter().rebuild()
  const listings = await getListings(changes.map(({ productId }) => productId))
  await indexWriter().apply([...listings.values()])
  await settleChanges(changes)
  await finishBuild(Date.now() - deps.now.getTime())
  if (rebuild) await finishRebuild(rebuild, deps)
  if (all.length > changes.length) await enqueue(buildIndex, {})
})
