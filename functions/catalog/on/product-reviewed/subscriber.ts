import { ProductReviewed, ReviewRemoved } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Moves a product to where its rating belongs in the lists. */
export const productReviewed = defineSubscriber({
  name: 'product-reviewed',
  events: [ProductReviewed, ReviewRemoved],
  table: 'write',
})
