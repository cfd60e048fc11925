import { OrderReturned, StockRestored } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Puts returned goods back on the shelf, once for a return and never more than the order took. */
export const orderReturned = defineSubscriber({
  name: 'order-returned',
  events: [OrderReturned],
  table: 'write',
  emits: [StockRestored],
  timeoutSeconds: 30,
})
