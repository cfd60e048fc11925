import * as z from 'zod/mini'
import { PaymentCaptured, PaymentCreated, PaymentFailed, PaymentVoided } from '../../../contracts/events/index.ts'
import { getPayableOrder } from '../../../contracts/internal/index.ts'
import { Id } from '../../../contracts/quantity.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Payment } from '../schemas.ts'

export const createPayment = defineRoute({
  name: 'create-payment',
  method: 'POST',
  path: '/api/payments',
  summary: 'Pay an order with a card token of the provider',
  access: anyUser,
  ownership: 'resource',
  body: z.strictObject({
    orderId: Id,
    method: z.strictObject({
      type: z.literal('card'),
      token: z.string().check(z.minLength(1), z.maxLength(255), z.regex(/^[\w-]+$/, 'a card token')),
    }),
  }),
  responses: { 201: z.object({ payment: Payment }) },
  problems: ['NOT_FOUND', 'ORDER_NOT_PAYABLE', 'PAYMENT_EXISTS', 'PROVIDER_UNAVAILABLE'],
  table: 'write',
  emits: [PaymentCreated, PaymentCaptured, PaymentFailed, PaymentVoided],
  calls: [getPayableOrder],
  uses: ['payment-provider'],
  idempotency: 'required',
  // The provider may never have been asked: the first answer is written before any money moves.
  isUnfinished: (answer) => (answer as { payment: { status: string } }).payment.status === 'PENDING',
  rateLimit: { by: 'caller' },
  timeoutSeconds: 15,
})
