import { OrderNeedsAttention } from '../../../../contracts/events/index.ts'
import { logger } from '../../../shared/observability/logger.ts'
import { countMetric } from '../../../shared/observability/metric.ts'
import { subscriber } from '../../../shared/subscriber.ts'
import { followShipment, type ShipmentReport } from '../../domain/follow-shipment.ts'
import type { Order } from '../../domain/order.ts'
import { changeOrder } from '../../table.ts'
import { followShipmentEvents } from './subscriber.ts'

export const handler = subscriber(followShipmentEvents, async (event, deps) => {
  const report = { ...event.data, name: event.name } as ShipmentReport
  const { orderId } = event.data
  let isParked = false
  const follow = (order: Order) => {
    const change = followShipment(order, report, deps.now.toISOString())
    isParked = change?.events.some(({ definition }) => definition === OrderNeedsAttention) ?? false
    return change
  }
  await changeOrder(orderId, follow, deps)
  // No execution fails that would fire the checkout's alarm.
  if (isParked) await tellParcelGone(orderId)
})

async function tellParcelGone(orderId: string): Promise<void> {
  logger.error('the parcel of an order left that had ended or was being undone', { orderId })
  await countMetric('ParcelGone', 1)
}
