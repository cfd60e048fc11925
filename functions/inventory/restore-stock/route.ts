import * as z from 'zod/mini'
import { StockRestored } from '../../../contracts/events/index.ts'
import { findProduct } from '../../../contracts/internal/index.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { Line, Lines, Reference } from '../schemas.ts'

export const restoreStock = defineRoute({
  name: 'restore-stock',
  method: 'POST',
  path: '/api/inventory/restore',
  summary: 'Give back what a reference took: once, and never more',
  access: { roles: ['staff', 'admin'], scopes: ['inventory:write'] },
  ownership: 'shop',
  body: z.strictObject({ reference: Reference, items: z.optional(Lines) }),
  responses: {
    /** `items` came back by this call; `remaining` is still out. */
    200: z.object({
      restoration: z.object({ reference: z.string(), items: z.array(Line), remaining: z.array(Line) }),
    }),
  },
  problems: ['NOT_FOUND'],
  table: 'write',
  calls: [findProduct],
  emits: [StockRestored],
  idempotency: 'optional',
})
