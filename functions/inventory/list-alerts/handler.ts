import { endpoint } from '../../shared/http/endpoint.ts'
import * as table from '../table.ts'
import { alertView } from '../views.ts'
import { listAlerts } from './route.ts'

export const handler = endpoint(listAlerts, async ({ query: { status, ...page } }) => {
  const { items, nextCursor } = await table.listAlerts(status, { ...page, bound: [listAlerts.name, status] })
  const stocks = await table.getStocks(items.map(({ sku }) => sku))
  return { items: items.map((alert) => alertView(alert, stocks.get(alert.sku)!)), nextCursor }
})
