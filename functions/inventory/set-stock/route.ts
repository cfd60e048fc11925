import * as z from 'zod/mini'
import { StockLevelChanged, StockRanLow, StockRecovered, StockReplenished } from '../../../contracts/events/index.ts'
import { findProduct } from '../../../contracts/internal/index.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { exactlyOneOf } from '../../shared/http/validation.ts'
import { MAX_SPREAD } from '../domain/spread.ts'
import { Stock, stockParams } from '../schemas.ts'

const MAX_UNITS = 1_000_000_000

export const setStock = defineRoute({
  name: 'set-stock',
  method: 'PUT',
  path: '/api/inventory/{productId}',
  summary: 'Set the counted stock, or adjust it by a difference',
  access: { roles: ['staff', 'admin'], scopes: ['inventory:write'] },
  ownership: 'shop',
  params: stockParams,
  body: z
    .strictObject({
      onHand: z.optional(z.int().check(z.minimum(0), z.maximum(MAX_UNITS))),
      adjust: z.optional(z.int().check(z.minimum(-MAX_UNITS), z.maximum(MAX_UNITS))),
      lowStockThreshold: z.optional(z.int().check(z.minimum(0), z.maximum(MAX_UNITS))),
      /** Rows that sales of this sku are spread over: for crowds that one row cannot serve. */
      spread: z.optional(z.int().check(z.minimum(1), z.maximum(MAX_SPREAD))),
      reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
    })
    .check(exactlyOneOf('onHand', 'adjust')),
  responses: { 200: z.object({ stock: Stock }) },
  problems: ['NOT_FOUND', 'STOCK_RESERVED', 'VERSION_MISMATCH', 'CONFLICT'],
  table: 'write',
  emits: [StockLevelChanged, StockRanLow, StockRecovered, StockReplenished],
  idempotency: 'optional',
  calls: [findProduct],
})
