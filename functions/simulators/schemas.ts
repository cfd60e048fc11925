import * as z from 'zod/mini'
import { Currency, MAX_AMOUNT } from '../../contracts/money.ts'
import { Timestamp } from '../../contracts/quantity.ts'

export const Amount = z.int().check(z.minimum(1), z.maximum(MAX_AMOUNT))
export const CallbackUrl = z.url({ protocol: /^https?$/ })
export const idParams = z.strictObject({ id: z.string().check(z.minLength(1), z.maxLength(100)) })

export const Charge = z.object({
  id: z.string(),
  reference: z.string(),
  status: z.enum(['pending', 'requires_action', 'authorized', 'captured', 'failed', 'voided']),
  amount: Amount,
  currency: Currency,
  refunded: z.int(),
  failureReason: z.optional(z.string()),
  /** Path below the provider's URL where the payer confirms. */
  actionPath: z.optional(z.string()),
  createdAt: Timestamp,
})

export const Refund = z.object({
  id: z.string(),
  charge: z.string(),
  amount: Amount,
  currency: Currency,
  reference: z.string(),
  status: z.literal('succeeded'),
  createdAt: Timestamp,
})

export const Shipment = z.object({
  id: z.string(),
  reference: z.string(),
  status: z.enum(['accepted', 'dispatched', 'delivered', 'cancelled']),
  carrier: z.string(),
  trackingNumber: z.string(),
})
