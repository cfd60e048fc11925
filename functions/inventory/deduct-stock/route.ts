import * as z from 'zod/mini'
import { StockDeducted, StockRestored } from '../../../contracts/events/index.ts'
import { findProduct } from '../../../contracts/internal/index.ts'
import { Timestamp } from '../../../contracts/quantity.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { Line, Lines, Reference } from '../schemas.ts'

export const deductStock = defineRoute({
  name: 'deduct-stock',
  method: 'POST',
  path: '/api/inventory/deduct',
  summary: 'Take stock for a reference: all lines or none, once',
  access: { roles: ['staff', 'admin'], scopes: ['inventory:write'] },
  ownership: 'shop',
  body: z.strictObject({ reference: Reference, items: Lines }),
  responses: {
    200: z.object({ deduction: z.object({ reference: z.string(), items: z.array(Line), createdAt: Timestamp }) }),
  },
  problems: ['OUT_OF_STOCK', 'REFERENCE_REUSED'],
  table: 'write',
  calls: [findProduct],
  emits: [StockDeducted, StockRestored],
  idempotency: 'optional',
})
