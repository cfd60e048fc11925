import * as z from 'zod/mini'
import { MAX_LINES, Quantity, Sku, Timestamp } from '../../contracts/quantity.ts'
import { Stock } from '../../contracts/stock.ts'
import { exactlyOneOf } from '../shared/http/validation.ts'
import { movementTypes } from './domain/movement.ts'

export { ProductStock, Stock } from '../../contracts/stock.ts'

/** The stock of now, and since when it is short. An alert opens at the threshold and closes well above it. */
export const StockAlert = z.extend(Stock, {
  alert: z.object({
    id: z.string(),
    status: z.enum(['open', 'closed']),
    openedAt: Timestamp,
    closedAt: z.nullable(Timestamp),
  }),
})

export const Subscription = z.object({
  id: z.string(),
  productId: z.string(),
  /** Absent: any variant of the product. */
  sku: z.optional(z.string()),
  createdAt: Timestamp,
})

export const LedgerEntry = z.object({
  id: z.string(),
  sku: z.string(),
  at: Timestamp,
  type: z.enum(movementTypes),
  onHandDelta: z.int(),
  reservedDelta: z.int(),
  /** Staff and service keys only, like `reason` and `by`. */
  reference: z.optional(z.string()),
  reason: z.optional(z.string()),
  by: z.optional(z.string()),
})

export const Line = z.object({ sku: z.string(), quantity: z.int() })

/** A sku, or the id of a product without variants. */
export const stockParams = z.strictObject({ productId: Sku })

/** Body lines: a sku; or the id of a product without variants, under either name. */
export const Lines = z
  .array(
    z
      .strictObject({ sku: z.optional(Sku), productId: z.optional(Sku), quantity: Quantity })
      .check(exactlyOneOf('sku', 'productId')),
  )
  .check(z.minLength(1), z.maxLength(MAX_LINES))

/** Whatever the caller knows the movement by. */
export const Reference = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))

/** Lines of a saga step. */
export const StepLines = z.array(z.object({ sku: z.string(), quantity: Quantity })).check(z.minLength(1))

/** A client may keep it but asks each time whether it is still right. */
export const ALWAYS_ASK = 'public, max-age=0, must-revalidate'
