import { endpoint } from '../../shared/http/endpoint.ts'
import { reply } from '../../shared/http/reply.ts'
import { addProduct, type Changed } from '../product-changes.ts'
import { toProduct } from '../views.ts'
import { createProduct } from './route.ts'

export const handler = endpoint(createProduct, async ({ body, idempotency }, deps) => {
  const added = await addProduct(body, deps, (made) =>
    idempotency ? [idempotency.record({ status: 201, ...answerOf(made) })] : [],
  )
  return reply({ status: 201, ...answerOf(added) })
})

const answerOf = ({ product, stock }: Changed) => ({
  body: { product: toProduct(product, stock) },
  headers: { location: `/api/products/${product.id}` },
})
