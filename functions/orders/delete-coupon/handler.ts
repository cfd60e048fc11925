import { endpoint } from '../../shared/http/endpoint.ts'
import * as table from '../table.ts'
import { deleteCoupon } from './route.ts'

export const handler = endpoint(deleteCoupon, async ({ params, ifMatch }) => {
  await table.deleteCoupon(params.code, ifMatch)
  return undefined
})
