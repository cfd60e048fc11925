import { actor } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { deduct, deductionView } from '../deductions.ts'
import { resolveSkus } from '../find-stock.ts'
import { deductStock } from './route.ts'

export const handler = endpoint(deductStock, async ({ body, caller, idempotency }, deps) => {
  const request = { reference: body.reference, by: actor(caller), idempotency }
  const hold = await deduct(await resolveSkus(body.items), request, deps)
  return { deduction: deductionView(hold) }
})
