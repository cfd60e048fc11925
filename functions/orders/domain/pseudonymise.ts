/** What stays of an order when its customer is erased: what tax and accounting law ask for, and nobody's name. Pure. */
import { erasedAddress } from '../../../contracts/address.ts'
import { move, type OrderChange, updated } from './move.ts'
import type { HistoryEntry, Order } from './order.ts'
import { mayMove } from './status.ts'

/**
 * An order that has not left is cancelled: nobody could be asked for, or told of it, any more, and its money goes back.
 * One that has left needs no address of ours. Undefined when it was done before.
 */
export function pseudonymise(order: Order, at: string): OrderChange | undefined {
  if (order.erasedAt !== undefined) return undefined
  const { order: ended, events } = mayMove(order, 'CANCELLED', 'customer')
    ? move(order, { to: 'CANCELLED', mover: 'customer', by: 'erasure', at, cancellation: 'CUSTOMER' })
    : { order, events: [] }
  const erased = updated(ended, at, {
    shippingAddress: erasedAddress(order.shippingAddress),
    note: undefined,
    history: ended.history.map(withoutWords),
    erasedAt: at,
  })
  return { order: erased, events }
}

/** People write free text; the shop's own reasons are codes. */
const withoutWords = ({ reason, ...entry }: HistoryEntry): HistoryEntry =>
  reason === undefined || /^(customer|staff|admin|key):/.test(entry.by) ? entry : { ...entry, reason }
