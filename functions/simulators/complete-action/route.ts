import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'
import { Charge, idParams } from '../schemas.ts'

export const completeAction = defineRoute({
  name: 'complete-action',
  method: 'POST',
  path: '/payments/v1/actions/{id}',
  summary: 'The payer approves or declines the payment',
  access: 'public',
  ownership: 'shop',
  params: idParams,
  body: z.strictObject({ outcome: z._default(z.enum(['approve', 'decline']), 'approve') }),
  responses: { 200: z.object({ charge: Charge }) },
  problems: ['NOT_FOUND'],
  table: 'write',
  enqueues: ['send-payment-callback'],
})
