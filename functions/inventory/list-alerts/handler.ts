import { endpoint } from '../../shared/http/endpoint.ts'
import { statusOf } from '../domain/stock.ts'
import * as table from '../table.ts'
import { stockView } from '../views.ts'
import { listAlerts } from './route.ts'

export const handler = endpoint(listAlerts, async ({ query }) => {
  const page = await table.listAlerts({ ...query, bound: [listAlerts.name] })
  const rows = await table.getStocks(page.items.map((alert) => alert.sku))
  const low = page.items.map(({ sku }) => rows.get(sku)).filter((row) => row && statusOf(row) !== 'in_stock')
  return { items: low.map((row) => stockView(row!)), nextCursor: page.nextCursor }
})
