import { endpoint } from '../../shared/http/endpoint.ts'
import * as table from '../table.ts'
import { stockView } from '../views.ts'
import { listAlerts } from './route.ts'

export const handler = endpoint(listAlerts, async ({ query }) => {
  const page = await table.listAlerts({ ...query, bound: [listAlerts.name] })
  return { items: page.items.map(stockView), nextCursor: page.nextCursor }
})
