import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { ALWAYS_ASK, StockAlert } from '../schemas.ts'

export const listAlerts = defineRoute({
  name: 'list-alerts',
  method: 'GET',
  path: '/api/inventory/alerts',
  summary: 'Low-stock alerts, newest first, each with the stock as it is now',
  access: 'public',
  ownership: 'shop',
  query: z.strictObject({ ...listQuery, status: z._default(z.enum(['open', 'closed']), 'open') }),
  responses: { 200: z.object({ items: z.array(StockAlert), nextCursor: z.nullable(z.string()) }) },
  problems: ['INVALID_CURSOR'],
  table: 'read',
  cacheControl: ALWAYS_ASK,
})
