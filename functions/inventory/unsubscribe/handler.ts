import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { findStocks, targetOf } from '../find-stock.ts'
import * as table from '../table.ts'
import { unsubscribe } from './route.ts'

export const handler = endpoint(unsubscribe, async ({ params, caller }) => {
  await table.unsubscribe(targetOf(await findStocks(params.productId)), userOf(caller).userId)
  return undefined
})
