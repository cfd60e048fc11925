import * as z from 'zod/mini'
import { defineWorker } from '../../../shared/service.ts'

/** Tells the shop of a charge. Sent again, then put into the DLQ, when the shop does not take it. */
export const sendPaymentCallback = defineWorker({
  name: 'send-payment-callback',
  body: z.object({
    chargeId: z.string(),
    eventId: z.string(),
    type: z.enum(['charge.authorized', 'charge.captured', 'charge.failed']),
    /** The status that a waiting charge takes before. */
    becomes: z.optional(z.literal('captured')),
  }),
  table: 'write',
  uses: ['provider-secrets'],
})
