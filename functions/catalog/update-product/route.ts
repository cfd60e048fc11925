import * as z from 'zod/mini'
import { ProductUpdated } from '../../../contracts/events/index.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { catalogWriters } from '../access.ts'
import { Product, ProductChanges, productParams } from '../schemas.ts'

export const updateProduct = defineRoute({
  name: 'update-product',
  method: 'PUT',
  path: '/api/products/{id}',
  summary: 'Change the fields given; the others stay',
  access: catalogWriters,
  ownership: 'shop',
  params: productParams,
  body: ProductChanges,
  responses: { 200: z.object({ product: Product }) },
  problems: ['NOT_FOUND', 'ALREADY_EXISTS', 'CONFLICT', 'VERSION_MISMATCH'],
  table: 'write',
  emits: [ProductUpdated],
})
