import { actor } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import * as table from '../table.ts'
import { couponView } from '../views.ts'
import { listCoupons } from './route.ts'

export const handler = endpoint(listCoupons, async ({ query, caller }) => {
  const page = await table.listCoupons({ ...query, bound: [actor(caller), listCoupons.name] })
  return { items: page.items.map(couponView), nextCursor: page.nextCursor }
})
