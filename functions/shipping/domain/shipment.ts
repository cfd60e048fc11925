/** What can happen to a shipment. Pure. */
import type { EventDefinition } from '../../../contracts/event.ts'
import {
  ShipmentCancelled,
  ShipmentDelivered,
  ShipmentDispatched,
  ShipmentRequested,
} from '../../../contracts/events/index.ts'

export type ShipmentStatus = 'REQUESTED' | 'DISPATCHED' | 'DELIVERED' | 'CANCELLED'

export interface Shipment {
  readonly id: string
  readonly orderId: string
  readonly status: ShipmentStatus
  readonly carrier: string
  readonly trackingNumber?: string | undefined
  /** It left all the same. */
  readonly wasCancelled?: true | undefined
  readonly createdAt: string
  readonly updatedAt: string
  readonly version: number
}

export interface ShipmentEvent {
  readonly definition: EventDefinition
  readonly data: Record<string, unknown>
}

export interface ShipmentChange {
  readonly shipment: Shipment
  readonly events: readonly ShipmentEvent[]
}

/** One order has one shipment, so its id follows from the order's. */
export const shipmentIdOf = (orderId: string): string => `shp_${orderId}`
export const orderIdOf = (shipmentId: string): string => shipmentId.replace(/^shp_/, '')

export function newShipment(orderId: string, carrier: string, at: string): ShipmentChange {
  const shipment: Shipment = {
    id: shipmentIdOf(orderId),
    orderId,
    status: 'REQUESTED',
    carrier,
    createdAt: at,
    updatedAt: at,
    version: 1,
  }
  return { shipment, events: [{ definition: ShipmentRequested, data: ids(shipment) }] }
}

/** For an order that ended before there was anything to ship: a late request is refused. */
export function tombstone(orderId: string, carrier: string, at: string): ShipmentChange {
  const { shipment } = newShipment(orderId, carrier, at)
  return { shipment: { ...shipment, status: 'CANCELLED' }, events: [] }
}

/**
 * Moves it forward, never back; undefined when there is nothing to do. Reports arrive twice and in any order, so a
 * delivery reported first implies the dispatch. What left although it was cancelled has left: a late booking's answer may
 * have been lost.
 */
export function advance(
  shipment: Shipment,
  to: 'DISPATCHED' | 'DELIVERED',
  more: { at: string; carrier?: string | undefined; trackingNumber?: string | undefined },
): ShipmentChange | undefined {
  if (shipment.status === 'DELIVERED' || shipment.status === to) return undefined
  const next = changed(shipment, to, more.at, {
    carrier: more.carrier ?? shipment.carrier,
    trackingNumber: more.trackingNumber ?? shipment.trackingNumber,
    ...(shipment.status === 'CANCELLED' ? { wasCancelled: true } : {}),
  })
  // Told with both: events overtake each other, the one of the cancellation too.
  const told = { ...ids(next), wasCancelled: next.wasCancelled }
  const dispatched = {
    definition: ShipmentDispatched,
    data: { ...told, carrier: next.carrier, trackingNumber: next.trackingNumber },
  }
  const delivered = { definition: ShipmentDelivered, data: told }
  return {
    shipment: next,
    events: [...(isOnItsWay(shipment) ? [] : [dispatched]), ...(to === 'DELIVERED' ? [delivered] : [])],
  }
}

export const isOnItsWay = (shipment: Shipment): boolean =>
  shipment.status === 'DISPATCHED' || shipment.status === 'DELIVERED'

/** The carrier may have it, whatever we heard. A tombstone was never requested. */
export const mayBeBooked = ({ status, version }: Shipment): boolean =>
  status === 'REQUESTED' || (status === 'CANCELLED' && version > 1)

/** Only for one that is REQUESTED. */
export function cancelled(shipment: Shipment, at: string): ShipmentChange {
  return {
    shipment: changed(shipment, 'CANCELLED', at),
    events: [{ definition: ShipmentCancelled, data: ids(shipment) }],
  }
}

const ids = (shipment: Shipment) => ({ shipmentId: shipment.id, orderId: shipment.orderId })

const changed = (shipment: Shipment, status: ShipmentStatus, at: string, more: Partial<Shipment> = {}): Shipment => ({
  ...shipment,
  ...more,
  status,
  updatedAt: at,
  version: shipment.version + 1,
})
