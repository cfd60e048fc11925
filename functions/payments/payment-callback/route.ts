import * as z from 'zod/mini'
import { PaymentCaptured, PaymentFailed, PaymentVoided } from '../../../contracts/events/index.ts'
import { defineRoute } from '../../shared/http/route.ts'

/** Public, because the signature is what authenticates the provider. */
export const paymentCallback = defineRoute({
  name: 'payment-callback',
  method: 'POST',
  path: '/api/payments/callback',
  summary: 'What the payment provider reports of a charge, signed in X-Payment-Signature',
  access: 'public',
  ownership: 'shop',
  rawBody: true,
  responses: { 200: z.object({ received: z.boolean() }) },
  problems: ['INVALID_SIGNATURE', 'MALFORMED_REQUEST', 'NOT_FOUND'],
  headers: { request: ['X-Payment-Signature'] },
  table: 'write',
  emits: [PaymentCaptured, PaymentFailed, PaymentVoided],
  uses: ['payment-provider'],
})
