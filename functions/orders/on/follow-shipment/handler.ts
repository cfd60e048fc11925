import { subscriber } from '../../../shared/subscriber.ts'
import { followShipment, type ShipmentReport } from '../../domain/follow-shipment.ts'
import { changeOrder } from '../../table.ts'
import { followShipmentEvents } from './subscriber.ts'

export const handler = subscriber(followShipmentEvents, async (event, deps) => {
  const report = { ...event.data, name: event.name } as ShipmentReport
  await changeOrder(event.data.orderId, (order) => followShipment(order, report, deps.now.toISOString()), deps)
})
