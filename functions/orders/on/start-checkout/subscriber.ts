import { OrderPlaced, OrderRetryRequested } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Every accepted order gets its checkout, and each retry of a parked one another execution of it. */
export const startCheckoutOnPlaced = defineSubscriber({
  name: 'start-checkout',
  events: [OrderPlaced, OrderRetryRequested],
  table: 'none',
  uses: ['start-checkout'],
})
