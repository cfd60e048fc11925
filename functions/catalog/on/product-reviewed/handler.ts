import { subscriber } from '../../../shared/subscriber.ts'
import { getProduct, refreshRanking } from '../../table.ts'
import { productReviewed } from './subscriber.ts'

export const handler = subscriber(productReviewed, async ({ data }) => {
  const product = await getProduct(data.productId)
  if (product) await refreshRanking(product)
})
