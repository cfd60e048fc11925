import { getListings } from '../../../../contracts/internal/index.ts'
import { call } from '../../../shared/internal.ts'
import { batchSubscriber } from '../../../shared/subscriber.ts'
import { followProducts } from '../../follow-products.ts'
import { productChanged } from './subscriber.ts'

/** Events say which products changed, the catalog says what they are now: so late and repeated ones do no harm. */
export const handler = batchSubscriber(productChanged, async (events, deps) => {
  const productIds = [...new Set(events.map(({ data }) => data.productId))]
  const { listings } = await call(getListings, { productIds })
  await followProducts(listings, deps)
})
