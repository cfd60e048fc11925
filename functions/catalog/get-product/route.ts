import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'
import { ALWAYS_ASK, Product, productParams } from '../schemas.ts'

export const getProduct = defineRoute({
  name: 'get-product',
  method: 'GET',
  path: '/api/products/{id}',
  summary: 'A product by id, slug or sku',
  access: 'public',
  ownership: 'shop',
  params: productParams,
  responses: { 200: z.object({ product: Product }) },
  problems: ['NOT_FOUND'],
  headers: { request: ['Accept-Language'], answer: ['Vary'] },
  table: 'read',
  cacheControl: ALWAYS_ASK,
})
