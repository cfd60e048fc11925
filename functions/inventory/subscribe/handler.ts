import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { findStocks, openRows, targetOf } from '../find-stock.ts'
import * as table from '../table.ts'
import { subscriptionView } from '../views.ts'
import { subscribe } from './route.ts'

export const handler = endpoint(subscribe, async ({ params, caller, idempotency }, deps) => {
  const stocks = await findStocks(params.productId)
  if (stocks.some(({ available }) => available > 0)) throw table.inStock()
  await openRows(stocks)
  const subscription = {
    ...targetOf(stocks),
    subscriptionId: deps.newId(),
    userId: userOf(caller).userId,
    createdAt: deps.now.toISOString(),
  }
  const record = idempotency?.record({ status: 201, body: { subscription: subscriptionView(subscription) } })
  const kept = await table.subscribe(subscription, stocks, deps.now, record ? [record] : [])
  return { subscription: subscriptionView(kept) }
})
