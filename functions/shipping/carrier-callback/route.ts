import * as z from 'zod/mini'
import { ShipmentDelivered, ShipmentDispatched } from '../../../contracts/events/index.ts'
import { defineRoute } from '../../shared/http/route.ts'

/** Body: `CarrierReport`. Public, because the signature is what authenticates the carrier. */
export const carrierCallback = defineRoute({
  name: 'carrier-callback',
  method: 'POST',
  path: '/api/shipping/callback',
  summary: 'What the carrier reports of a shipment, signed in X-Carrier-Signature',
  access: 'public',
  ownership: 'shop',
  rawBody: true,
  responses: { 200: z.object({ received: z.boolean() }) },
  problems: ['INVALID_SIGNATURE', 'MALFORMED_REQUEST', 'NOT_FOUND'],
  headers: { request: ['X-Carrier-Signature'] },
  table: 'write',
  emits: [ShipmentDispatched, ShipmentDelivered],
  uses: ['carrier'],
})
