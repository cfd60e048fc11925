import { endpoint } from '../../shared/http/endpoint.ts'
import { findStock } from '../find-stock.ts'
import { stockView } from '../views.ts'
import { getStock } from './route.ts'

export const handler = endpoint(getStock, async ({ params }) => ({
  stock: stockView(await findStock(params.productId)),
}))
