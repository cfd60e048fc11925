import { enqueue, worker } from '../../../shared/worker.ts'
import * as subscribers from '../../tell-subscribers.ts'
import { tellSubscribers } from './worker.ts'

/** About 900 people; well within the timeout. */
const PAGES_PER_RUN = 20

export const handler = worker(tellSubscribers, async ({ sku, productId }, deps) => {
  for (let page = 0; page < PAGES_PER_RUN; page++) {
    if (!(await subscribers.tellSubscribers(sku, productId, deps))) return
  }
  await enqueue(tellSubscribers, { sku, productId })
})
