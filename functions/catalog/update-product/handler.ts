import { endpoint } from '../../shared/http/endpoint.ts'
import { changeProduct } from '../product-changes.ts'
import { toProduct } from '../views.ts'
import { updateProduct } from './route.ts'

export const handler = endpoint(updateProduct, async ({ params, body, ifMatch }, deps) => {
  const { product, stock } = await changeProduct(params.id, body, ifMatch, deps)
  return { product: toProduct(product, stock) }
})
