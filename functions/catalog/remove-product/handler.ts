import { endpoint } from '../../shared/http/endpoint.ts'
import { unlistProduct } from '../product-changes.ts'
import { removeProduct } from './route.ts'

export const handler = endpoint(removeProduct, async ({ params, ifMatch }, deps) => {
  await unlistProduct(params.id, ifMatch, deps)
  return undefined
})
