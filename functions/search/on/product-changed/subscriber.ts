import {
  ProductCreated,
  ProductListingChanged,
  ProductRemoved,
  ProductReviewed,
  ProductUpdated,
  ReviewRemoved,
} from '../../../../contracts/events/index.ts'
import { getListings } from '../../../../contracts/internal/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Keeps what search knows of products up to date. */
export const productChanged = defineSubscriber({
  name: 'product-changed',
  events: [ProductCreated, ProductUpdated, ProductRemoved, ProductReviewed, ReviewRemoved, ProductListingChanged],
  table: 'write',
  calls: [getListings],
  enqueues: ['build-index'],
})
