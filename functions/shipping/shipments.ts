/** What steps and subscribers have in common. */
import { StepFailure } from '../shared/errors.ts'
import type { EventContext } from '../shared/outbox.ts'
import { carrier } from './carriers/index.ts'
import { advance, cancelled, isOnItsWay, mayBeBooked, newShipment, shipmentIdOf, tombstone } from './domain/shipment.ts'
import { changeShipment, findShipment } from './table.ts'

/**
 * Stops the shipment of an order, also one that is only requested later. Repeatable.
 * @throws {StepFailure} ShipmentDispatched when the parcel is on its way.
 */
export async function cancelShipment(orderId: string, context: EventContext): Promise<void> {
  const at = context.now.toISOString()
  const known = await findShipment(orderId)
  if (known && isOnItsWay(known)) throw dispatched(orderId)
  // The carrier first: what it has not cancelled must not look cancelled. Each time: a booking whose answer was lost may
  // have reached it only after a cancellation.
  if (known && mayBeBooked(known) && !(await carrier().cancel(known.id))) throw dispatched(orderId)
  const after = await changeShipment(
    orderId,
    (shipment) => {
      if (!shipment) return tombstone(orderId, carrier().name, at)
      return shipment.status === 'REQUESTED' ? cancelled(shipment, at) : undefined
    },
    context,
  )
  if (after && isOnItsWay(after)) throw dispatched(orderId)
}

/** Dispatched or delivered, as staff say through the order or the carrier by callback. */
export async function advanceShipment(
  orderId: string,
  to: 'DISPATCHED' | 'DELIVERED',
  more: { carrier?: string | undefined; trackingNumber?: string | undefined },
  context: EventContext,
): Promise<void> {
  const at = context.now.toISOString()
  await changeShipment(
    orderId,
    // Staff may be faster than the checkout's own request: then there is none yet.
    (shipment) => advance(shipment ?? newShipment(orderId, carrier().name, at).shipment, to, { at, ...more }),
    context,
  )
}

const dispatched = (orderId: string) =>
  new StepFailure('ShipmentDispatched', `${shipmentIdOf(orderId)} is on its way and cannot be cancelled`)
