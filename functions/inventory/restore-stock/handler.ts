import { actor } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { restore } from '../deductions.ts'
import { resolveSkus } from '../find-stock.ts'
import { restoreStock } from './route.ts'

export const handler = endpoint(restoreStock, async ({ body, caller, idempotency }, deps) => {
  const items = body.items && (await resolveSkus(body.items))
  return restore(items, { reference: body.reference, by: actor(caller), idempotency }, deps)
})
