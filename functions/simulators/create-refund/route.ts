import * as z from 'zod/mini'
import { Currency } from '../../../contracts/money.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { Amount, Refund } from '../schemas.ts'

export const createRefund = defineRoute({
  name: 'create-refund',
  method: 'POST',
  path: '/payments/v1/refunds',
  summary: 'Give captured money back',
  access: 'public',
  ownership: 'shop',
  body: z.strictObject({ charge: z.string(), amount: Amount, currency: Currency, reference: z.string() }),
  responses: { 201: z.object({ refund: Refund }) },
  problems: ['UNAUTHENTICATED', 'NOT_FOUND', 'PAYMENT_NOT_REFUNDABLE', 'REFUND_EXCEEDS_PAYMENT'],
  table: 'write',
  uses: ['provider-secrets'],
})
