import { endpoint } from '../../shared/http/endpoint.ts'
import { enqueue } from '../../shared/worker.ts'
import { assertBearer } from '../access.ts'
import type { Shipment } from '../domain/shipment.ts'
import * as table from '../table.ts'
import { shipmentView } from '../views.ts'
import { sendCarrierCallback } from '../workers/send-carrier-callback/worker.ts'
import { createShipment } from './route.ts'

/** How long a parcel waits to be fetched. */
const DISPATCH_SECONDS = 1

export const handler = endpoint(createShipment, async ({ body, headers }, deps) => {
  await assertBearer(headers, 'CARRIER_SECRET')
  const { reference, callbackUrl } = body
  const id = deps.newId()
  const createdAt = deps.now.toISOString()
  const shipment: Shipment = {
    id,
    reference,
    trackingNumber: `SIM${id.slice(-10)}`,
    status: 'accepted',
    callbackUrl,
    createdAt,
  }
  try {
    await table.createShipment(shipment)
  } catch (error) {
    if (!(error instanceof table.Changed)) throw error
    const known = (await table.getShipment(reference)) ?? shipment
    // Whoever made it may have died before it planned the journey. Repeating that changes nothing.
    if (known.status === 'accepted') await planJourney(reference)
    return { shipment: shipmentView(known) }
  }
  await planJourney(reference)
  return { shipment: shipmentView(shipment) }
})

const planJourney = (reference: string) =>
  enqueue(sendCarrierCallback, { reference, status: 'dispatched' }, DISPATCH_SECONDS)
