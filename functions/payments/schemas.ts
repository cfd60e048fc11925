import * as z from 'zod/mini'
import { Money } from '../../contracts/money.ts'
import { Timestamp } from '../../contracts/quantity.ts'
import { paymentStatuses } from './domain/payment.ts'

export const Payment = z.object({
  id: z.string(),
  orderId: z.string(),
  status: z.enum(paymentStatuses),
  amount: Money,
  refunded: Money,
  provider: z.string(),
  /** What the payer has to do, while the status is REQUIRES_ACTION. */
  clientAction: z.optional(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('redirect'), url: z.string() }),
      /** With the provider's script, such as Stripe.js: `handleNextAction({ clientSecret })`. */
      z.object({ type: z.literal('confirm'), clientSecret: z.string() }),
    ]),
  ),
  /** Why it failed, such as `card_declined`. */
  failureReason: z.optional(z.string()),
  createdAt: Timestamp,
  version: z.int(),
})

export const Refund = z.object({
  id: z.string(),
  paymentId: z.string(),
  amount: Money,
  reason: z.string(),
  status: z.enum(['PENDING', 'SUCCEEDED', 'FAILED']),
  createdAt: Timestamp,
})
