import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'
import { CallbackUrl, Shipment } from '../schemas.ts'

export const createShipment = defineRoute({
  name: 'create-shipment',
  method: 'POST',
  path: '/carrier/v1/shipments',
  summary: 'Book a parcel; one a reference',
  access: 'public',
  ownership: 'shop',
  // Address and items may come along: this carrier reads none of it, and so keeps nothing personal.
  body: z.object({ reference: z.string().check(z.minLength(1), z.maxLength(100)), callbackUrl: CallbackUrl }),
  responses: { 201: z.object({ shipment: Shipment }) },
  problems: ['UNAUTHENTICATED'],
  table: 'write',
  uses: ['provider-secrets'],
  enqueues: ['send-carrier-callback'],
})
