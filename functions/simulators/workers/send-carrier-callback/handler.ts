import { enqueue, worker } from '../../../shared/worker.ts'
import { canBecome } from '../../domain/shipment.ts'
import { sendCallback } from '../../send-callback.ts'
import { getShipment, updateShipment } from '../../table.ts'
import { shipmentView } from '../../views.ts'
import { sendCarrierCallback } from './worker.ts'

/** How long a parcel travels. */
const TRAVEL_SECONDS = 1
const signing = { header: 'x-carrier-signature', secretSetting: 'CARRIER_SECRET' }

export const handler = worker(sendCarrierCallback, async ({ reference, status }, deps) => {
  const stored = await getShipment(reference)
  if (!stored) return
  const shipment = canBecome(stored, status) ? await updateShipment(stored, status) : stored
  // Cancelled before it was fetched, or a repeated message of a parcel that has moved on.
  if (shipment.status !== status) return
  const id = `evt_${shipment.id}_${status}`
  const event = { id, type: `shipment.${status}`, createdAt: deps.now.toISOString(), shipment: shipmentView(shipment) }
  await sendCallback(shipment.callbackUrl, signing, event)
  if (status === 'dispatched') await enqueue(sendCarrierCallback, { reference, status: 'delivered' }, TRAVEL_SECONDS)
})
