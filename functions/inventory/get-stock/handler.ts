import { endpoint } from '../../shared/http/endpoint.ts'
import { findStocks } from '../find-stock.ts'
import { productStockView } from '../views.ts'
import { getStock } from './route.ts'

export const handler = endpoint(getStock, async ({ params }) => ({
  stock: productStockView(await findStocks(params.productId)),
}))
