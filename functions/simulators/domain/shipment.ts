export interface Shipment {
  readonly id: string
  /** The shop's id of it. */
  readonly reference: string
  readonly trackingNumber: string
  readonly status: 'accepted' | 'dispatched' | 'delivered' | 'cancelled'
  readonly callbackUrl: string
  readonly createdAt: string
}

const order = ['accepted', 'dispatched', 'delivered'] as const

/** Whether the parcel can go there from where it is. */
export const canBecome = (shipment: Shipment, status: 'dispatched' | 'delivered'): boolean =>
  shipment.status !== 'cancelled' && order.indexOf(status) === order.indexOf(shipment.status) + 1
