import type { Charge } from './domain/charge.ts'
import type { Shipment } from './domain/shipment.ts'

/** The name that parcels travel under. */
export const CARRIER_NAME = 'Simulated Parcel Service'

export const chargeView = (charge: Charge) => ({
  id: charge.id,
  reference: charge.reference,
  status: charge.status,
  amount: charge.amount,
  currency: charge.currency,
  refunded: charge.refunded,
  failureReason: charge.failureReason,
  actionPath: charge.status === 'requires_action' ? `v1/actions/${charge.actionId}` : undefined,
  createdAt: charge.createdAt,
})

export const shipmentView = (shipment: Shipment) => ({
  id: shipment.id,
  reference: shipment.reference,
  status: shipment.status,
  carrier: CARRIER_NAME,
  trackingNumber: shipment.trackingNumber,
})
