import { ProductRemoved } from '../../../contracts/events/index.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { catalogWriters } from '../access.ts'
import { productParams } from '../schemas.ts'

export const removeProduct = defineRoute({
  name: 'remove-product',
  method: 'DELETE',
  path: '/api/products/{id}',
  summary: 'Take a product out of the shop; orders keep what they need of it',
  access: catalogWriters,
  ownership: 'shop',
  params: productParams,
  responses: { 204: null },
  problems: ['NOT_FOUND', 'CONFLICT', 'VERSION_MISMATCH'],
  table: 'write',
  emits: [ProductRemoved],
})
