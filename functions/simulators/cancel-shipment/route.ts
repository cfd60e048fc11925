import { defineRoute } from '../../shared/http/route.ts'
import { idParams } from '../schemas.ts'

export const cancelShipment = defineRoute({
  name: 'cancel-shipment',
  method: 'DELETE',
  path: '/carrier/v1/shipments/{id}',
  summary: 'Cancel a parcel by its reference, before it is dispatched',
  access: 'public',
  ownership: 'shop',
  params: idParams,
  responses: { 204: null },
  problems: ['UNAUTHENTICATED', 'NOT_FOUND', 'ILLEGAL_TRANSITION', 'CONFLICT'],
  table: 'write',
  uses: ['provider-secrets'],
})
