import type { Deps } from '../../../shared/deps.ts'
import { newId } from '../../../shared/ids.ts'
import { logger } from '../../../shared/observability/logger.ts'
import { countMetric } from '../../../shared/observability/metric.ts'
import { type Comparison, comparePage, type Span } from '../../compare-books.ts'

const MINUTE_MS = 60_000
/**
 * When an order is looked at, in minutes after it was placed: when its checkout must have ended, a day later, and after the
 * time for returns. So a run reads what was placed in three short spans, however many orders there are.
 */
const LOOKS = [35, 24 * 60, 31 * 24 * 60]
/** Minutes; twice the time between runs, so that one missed run leaves no gap. */
const SPAN = 30
/** Pages a run for each look; more orders in half an hour are for `npm run reconcile`. */
const MAX_PAGES = 100

interface Asked {
  readonly reconcile: Span & { readonly repair: boolean }
}

/** By the timer it repairs. `npm run reconcile` asks for one page of a span of its own, and says whether to repair. */
export const handler = async (event: Partial<Asked> = {}): Promise<Comparison> => {
  if (!event.reconcile) return compareRecent(new Date())
  const { repair, ...span } = event.reconcile
  return comparePage(span, repair, depsAt(new Date()))
}

/** @param now tests pass their own. */
export async function compareRecent(now: Date): Promise<Comparison> {
  const found: Comparison['found'][number][] = []
  let orders = 0
  for (const look of LOOKS) {
    const time = (minutesAgo: number) => new Date(now.getTime() - minutesAgo * MINUTE_MS).toISOString()
    let after: string | undefined
    for (let page = 0; page < MAX_PAGES; page++) {
      const compared = await comparePage({ from: time(look + SPAN), before: time(look), after }, true, depsAt(now))
      orders += compared.orders
      found.push(...compared.found)
      after = compared.next
      if (!after) break
    }
    if (after) logger.error('more orders than one run compares', { look, after })
  }
  await countMetric('BooksDiffer', found.filter(({ outcome }) => outcome !== 'repaired').length)
  return { orders, found }
}

const depsAt = (now: Date): Deps => {
  const id = newId()
  return { now, newId, requestId: id, correlationId: id }
}
