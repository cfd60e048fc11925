import * as z from 'zod/mini'
import { PaymentRefunded } from '../../../contracts/events/index.ts'
import { getPayableOrder } from '../../../contracts/internal/index.ts'
import { Currency, MAX_AMOUNT } from '../../../contracts/money.ts'
import { Id } from '../../../contracts/quantity.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Payment, Refund } from '../schemas.ts'

export const refundPayment = defineRoute({
  name: 'refund-payment',
  method: 'POST',
  path: '/api/payments/refund',
  summary: 'Give a captured payment back, in parts or whole',
  access: anyUser,
  ownership: 'resource',
  body: z.strictObject({
    paymentId: Id,
    /** Absent: all that is left. */
    amount: z.optional(
      z.strictObject({ amount: z.int().check(z.minimum(1), z.maximum(MAX_AMOUNT)), currency: Currency }),
    ),
    reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
  }),
  responses: { 201: z.object({ payment: Payment, refund: Refund }) },
  problems: ['NOT_FOUND', 'PAYMENT_NOT_REFUNDABLE', 'REFUND_EXCEEDS_PAYMENT', 'PROVIDER_UNAVAILABLE'],
  table: 'write',
  emits: [PaymentRefunded],
  calls: [getPayableOrder],
  uses: ['payment-provider'],
  idempotency: 'required',
  timeoutSeconds: 15,
})
