import { newShipment, type Shipment } from '../../../functions/shipping/domain/shipment.ts'

export const at = '2026-11-05T12:00:00.000Z'

export const aShipment = (fields: Partial<Shipment> = {}): Shipment => ({
  ...newShipment(fields.orderId ?? 'order-1', 'manual', at).shipment,
  ...fields,
})
