import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'
import { Charge, idParams } from '../schemas.ts'

/** Where a payer is redirected to: a bank's page with the button pressed already, so that demos go on by themselves. */
export const openAction = defineRoute({
  name: 'open-action',
  method: 'GET',
  path: '/payments/v1/actions/{id}',
  summary: 'The payer confirms the payment, or declines it with ?outcome=decline',
  access: 'public',
  ownership: 'shop',
  params: idParams,
  query: z.strictObject({ outcome: z._default(z.enum(['approve', 'decline']), 'approve') }),
  responses: { 200: z.object({ charge: Charge }) },
  problems: ['NOT_FOUND'],
  table: 'write',
  enqueues: ['send-payment-callback'],
})
