import { OrderPlaced } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Every accepted order gets its checkout. */
export const startCheckoutOnPlaced = defineSubscriber({
  name: 'start-checkout',
  events: [OrderPlaced],
  table: 'none',
  uses: ['start-checkout'],
})
