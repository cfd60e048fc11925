import { notFound, Problem } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { assertBearer } from '../access.ts'
import { getShipment, updateShipment } from '../table.ts'
import { cancelShipment } from './route.ts'

export const handler = endpoint(cancelShipment, async ({ params, headers }) => {
  await assertBearer(headers, 'CARRIER_SECRET')
  const shipment = await getShipment(params.id)
  if (!shipment) throw notFound('shipment')
  if (shipment.status === 'cancelled') return undefined
  if (shipment.status !== 'accepted') throw new Problem('ILLEGAL_TRANSITION', `The parcel is ${shipment.status}.`)
  await updateShipment(shipment, 'cancelled')
  return undefined
})
