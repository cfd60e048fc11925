import * as z from 'zod/mini'
import {
  PaymentCaptured,
  PaymentFailed,
  PaymentRefunded,
  PaymentVoided,
  ReturnRefunded,
} from '../../../contracts/events/index.ts'
import { defineRoute } from '../../shared/http/route.ts'

/** Public, because the signature is what authenticates the provider. */
export const paymentCallback = defineRoute({
  name: 'payment-callback',
  method: 'POST',
  path: '/api/payments/callback',
  summary: 'What the payment provider reports, signed in X-Payment-Signature or Stripe-Signature',
  access: 'public',
  ownership: 'shop',
  rawBody: true,
  responses: { 200: z.object({ received: z.boolean() }) },
  problems: ['INVALID_SIGNATURE', 'MALFORMED_REQUEST', 'NOT_FOUND'],
  headers: { request: ['X-Payment-Signature', 'Stripe-Signature'] },
  table: 'write',
  emits: [PaymentCaptured, PaymentFailed, PaymentRefunded, PaymentVoided, ReturnRefunded],
  uses: ['payment-provider'],
  // The provider may be asked what a refund belongs to.
  timeoutSeconds: 15,
})
