import { endpoint } from '../../shared/http/endpoint.ts'
import { sumOf } from '../domain/stock.ts'
import { findStocks } from '../find-stock.ts'
import { stockView } from '../views.ts'
import { getStock } from './route.ts'

export const handler = endpoint(getStock, async ({ params }) => {
  const stocks = await findStocks(params.productId)
  if (stocks.length === 1) return { stock: stockView(stocks[0]!) }
  return { stock: { ...stockView(sumOf(stocks)), variants: stocks.map(stockView) } }
})
