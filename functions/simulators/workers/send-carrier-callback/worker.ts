import * as z from 'zod/mini'
import { defineWorker } from '../../../shared/service.ts'

/** Moves a parcel on and tells the shop. */
export const sendCarrierCallback = defineWorker({
  name: 'send-carrier-callback',
  body: z.object({ reference: z.string(), status: z.enum(['dispatched', 'delivered']) }),
  table: 'write',
  uses: ['provider-secrets'],
  enqueues: ['send-carrier-callback'],
})
