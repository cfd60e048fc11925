import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { ALWAYS_ASK, Stock } from '../schemas.ts'

export const listAlerts = defineRoute({
  name: 'list-alerts',
  method: 'GET',
  path: '/api/inventory/alerts',
  summary: 'Stock that is low or out, by sku',
  access: 'public',
  ownership: 'shop',
  query: z.strictObject({ ...listQuery }),
  responses: { 200: z.object({ items: z.array(Stock), nextCursor: z.nullable(z.string()) }) },
  problems: ['INVALID_CURSOR'],
  table: 'read',
  cacheControl: ALWAYS_ASK,
})
