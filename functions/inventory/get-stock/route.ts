import * as z from 'zod/mini'
import { findProduct } from '../../../contracts/internal/index.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { ALWAYS_ASK, ProductStock, stockParams } from '../schemas.ts'

export const getStock = defineRoute({
  name: 'get-stock',
  method: 'GET',
  path: '/api/inventory/{productId}',
  summary: 'The stock of a sku or a product; of a product with variants their sum and each',
  access: 'public',
  ownership: 'shop',
  params: stockParams,
  responses: { 200: z.object({ stock: ProductStock }) },
  problems: ['NOT_FOUND'],
  table: 'read',
  cacheControl: ALWAYS_ASK,
  calls: [findProduct],
})
