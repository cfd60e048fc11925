import { OrderCancelled, StockReleased } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Gives an order's stock back, reserved or sold. Repeating it changes nothing. */
export const orderCancelled = defineSubscriber({
  name: 'order-cancelled',
  events: [OrderCancelled],
  table: 'write',
  emits: [StockReleased],
  timeoutSeconds: 30,
})
