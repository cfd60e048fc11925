import { invalidSignature, notFound } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { verify } from '../../shared/webhook-signature.ts'
import { carrierSecrets } from '../carriers/index.ts'
import { orderIdOf } from '../domain/shipment.ts'
import { advanceShipment } from '../shipments.ts'
import { findShipment } from '../table.ts'
import { parseReport } from './report.ts'
import { carrierCallback } from './route.ts'

const reportedStatus: Readonly<Record<string, 'DISPATCHED' | 'DELIVERED'>> = {
  'shipment.dispatched': 'DISPATCHED',
  'shipment.delivered': 'DELIVERED',
}

export const handler = endpoint(carrierCallback, async ({ rawBody, headers }, deps) => {
  if (!verify(await carrierSecrets(), headers['x-carrier-signature'], rawBody, deps.now)) {
    throw invalidSignature('The signature in X-Carrier-Signature does not fit the body, or is too old.')
  }
  const { type, shipment } = parseReport(rawBody)
  const status = reportedStatus[type]
  if (!status) return { received: true }
  const orderId = orderIdOf(shipment.reference)
  if (!(await findShipment(orderId))) throw notFound('shipment')
  await advanceShipment(orderId, status, shipment, deps)
  return { received: true }
})
