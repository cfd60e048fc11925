import * as z from 'zod/mini'
import { findProduct } from '../../../contracts/internal/index.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { LedgerEntry, stockParams } from '../schemas.ts'

export const listLedger = defineRoute({
  name: 'list-ledger',
  method: 'GET',
  path: '/api/inventory/{productId}/ledger',
  summary: 'Every movement of a stock, newest first; their sum is the stock',
  // Who moved what for which order is shown to staff and service keys only.
  access: 'optional',
  ownership: 'shop',
  params: stockParams,
  query: z.strictObject({ ...listQuery }),
  responses: { 200: z.object({ items: z.array(LedgerEntry), nextCursor: z.nullable(z.string()) }) },
  problems: ['NOT_FOUND', 'INVALID_CURSOR'],
  table: 'read',
  cacheControl: 'private, no-cache',
  calls: [findProduct],
})
