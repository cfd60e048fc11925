import { ProductCreated, ProductUpdated } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Remembers the skus of a product and opens a row of zeros for each new one. */
export const productChanged = defineSubscriber({
  name: 'product-changed',
  events: [ProductCreated, ProductUpdated],
  table: 'write',
})
