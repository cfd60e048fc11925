import { OrderPlaced } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Takes what was ordered out of the cart that it was ordered from. */
export const orderPlaced = defineSubscriber({ name: 'order-placed', events: [OrderPlaced], table: 'write' })
