import * as z from 'zod/mini'
import { Currency } from '../../../contracts/money.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { Amount, CallbackUrl, Charge } from '../schemas.ts'

export const createCharge = defineRoute({
  name: 'create-charge',
  method: 'POST',
  path: '/payments/v1/charges',
  summary: 'Charge a card token; the outcome comes by signed callback',
  access: 'public',
  ownership: 'shop',
  body: z.strictObject({
    amount: Amount,
    currency: Currency,
    token: z.string(),
    reference: z.string().check(z.minLength(1), z.maxLength(100)),
    callbackUrl: CallbackUrl,
  }),
  responses: { 201: z.object({ charge: Charge }) },
  problems: ['UNAUTHENTICATED', 'IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_KEY_REUSED'],
  table: 'write',
  uses: ['provider-secrets'],
  enqueues: ['send-payment-callback'],
  timeoutSeconds: 20,
})
