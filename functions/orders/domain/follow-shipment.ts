/** What shipment events mean for the order. They come twice and in any order: an older one never wins. Pure. */
import type { OrderStatus } from '../../../contracts/order-status.ts'
import { followRefund } from './follow-payment.ts'
import { andThen, move, type OrderChange, updated } from './move.ts'
import type { Order, ShipmentSummary } from './order.ts'
import { isParkedForParcel, parkForParcel } from './parking.ts'
import { endedUnsent, goodsAreOut, mayMove } from './status.ts'

const rank: Record<ShipmentSummary['status'], number> = { REQUESTED: 0, CANCELLED: 1, DISPATCHED: 2, DELIVERED: 3 }

const statusOf = {
  ShipmentRequested: 'REQUESTED',
  ShipmentDispatched: 'DISPATCHED',
  ShipmentDelivered: 'DELIVERED',
  ShipmentCancelled: 'CANCELLED',
} as const

export interface ShipmentReport {
  readonly name: keyof typeof statusOf
  readonly shipmentId: string
  readonly carrier?: string | undefined
  readonly trackingNumber?: string | undefined
  /** Before it left all the same. */
  readonly wasCancelled?: true | undefined
}

/** A delivery known before the dispatch moves the order over both. */
const pathTo: Partial<Record<ShipmentSummary['status'], readonly OrderStatus[]>> = {
  DISPATCHED: ['SHIPPED'],
  DELIVERED: ['SHIPPED', 'DELIVERED'],
}

/** Undefined when the order knows as much or more. */
export function followShipment(order: Order, report: ShipmentReport, at: string): OrderChange | undefined {
  const shipment = merged(order.shipment, report)
  if (!shipment) return undefined
  let change: OrderChange = { order: updated(order, at, { shipment }), events: [] }
  if (hasLeft(shipment) && !hasLeft(order.shipment) && wasGivenUp(order, report)) return parked(change, at)
  if (isParkedForParcel(order)) return change
  for (const to of pathTo[shipment.status] ?? []) {
    if (!mayMove(change.order, to, 'carrier')) continue
    const { trackingNumber } = shipment
    change = andThen(change, (current) => move(current, { to, mover: 'carrier', by: 'carrier', at, trackingNumber }))
  }
  // What was given back while it was parked shows now.
  return order.status === 'NEEDS_ATTENTION' ? followRefund(change, at) : change
}

const hasLeft = (shipment: ShipmentSummary | undefined): boolean =>
  rank[shipment?.status ?? 'REQUESTED'] >= rank.DISPATCHED

/** Money and stock went back, or are about to, as for goods that stay. */
const wasGivenUp = (order: Order, { wasCancelled }: ShipmentReport): boolean =>
  endedUnsent(order) || ((wasCancelled === true || order.shipment?.status === 'CANCELLED') && !goodsAreOut(order))

/** The parcel left before its cancellation came to the carrier, or its booking came after it. */
const parked = (change: OrderChange, at: string): OrderChange => {
  const { order, events } = change
  const parking = parkForParcel(order, at)
  return parking ? { order: parking.order, events: [...events, ...parking.events] } : change
}

/** The later status, and whatever is known of carrier and tracking number; undefined when nothing is new. */
function merged(known: ShipmentSummary | undefined, report: ShipmentReport): ShipmentSummary | undefined {
  const reported = statusOf[report.name]
  const status = known && rank[known.status] >= rank[reported] ? known.status : reported
  const carrier = known?.carrier ?? report.carrier
  const trackingNumber = known?.trackingNumber ?? report.trackingNumber
  if (known?.status === status && known.carrier === carrier && known.trackingNumber === trackingNumber) return undefined
  return {
    id: report.shipmentId,
    status,
    ...(carrier ? { carrier } : {}),
    ...(trackingNumber ? { trackingNumber } : {}),
  }
}
