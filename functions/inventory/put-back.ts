import { StockRestored } from '../../contracts/events/index.ts'
import type { Deps } from '../shared/deps.ts'
import { publish } from '../shared/outbox.ts'
import { type TransactItem, transact } from '../shared/table.ts'
import { planRestore } from './domain/hold.ts'
import { type Line, mergeLines } from './domain/lines.ts'
import { getHold, HoldChanged, movementWrites, putHold } from './table.ts'

interface Return {
  readonly orderId: string
  /** The same for each repetition. */
  readonly requestId: string
  readonly lines: readonly Line[]
}

/** Puts sold units of an order back. @param handledOnce goes into the transaction of the last chunk */
export async function putBack({ orderId, requestId, lines }: Return, deps: Deps, handledOnce: TransactItem) {
  const wanted = mergeLines(lines)
  let hold = await getHold('order', orderId)
  // Released: everything is back already.
  while (hold?.status === 'COMMITTED') {
    const plan = planRestore(hold, requestId, wanted)
    if (!plan) return
    const items = plan.movements.map(({ sku, onHandDelta }) => ({ sku, quantity: onHandDelta }))
    try {
      await transact([
        ...(plan.finished ? [handledOnce] : []),
        putHold(plan.hold, hold.version, deps.now),
        ...plan.movements.flatMap((movement) => movementWrites(movement, { reference: orderId, by: 'return' }, deps)),
        publish(StockRestored, orderId, { reference: orderId, items }, deps),
      ])
      if (plan.finished) return
      hold = plan.hold
    } catch (error) {
      if (!(error instanceof HoldChanged)) throw error
      hold = error.current
    }
  }
}
