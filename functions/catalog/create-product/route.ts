import * as z from 'zod/mini'
import { ProductCreated } from '../../../contracts/events/index.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { catalogWriters } from '../access.ts'
import { NewProduct, Product } from '../schemas.ts'

export const createProduct = defineRoute({
  name: 'create-product',
  method: 'POST',
  path: '/api/products',
  summary: 'Add a product; an unknown category becomes a top category',
  access: catalogWriters,
  ownership: 'shop',
  body: NewProduct,
  responses: { 201: z.object({ product: Product }) },
  problems: ['ALREADY_EXISTS', 'CONFLICT'],
  idempotency: 'optional',
  headers: { answer: ['Location'] },
  table: 'write',
  emits: [ProductCreated],
})
