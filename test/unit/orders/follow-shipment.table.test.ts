import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { OrderStatus } from '../../../contracts/order-status.ts'
import { handler as followShipment } from '../../../functions/orders/on/follow-shipment/handler.ts'
import { findOrder, saveNewOrder } from '../../../functions/orders/table.ts'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { startTable } from '../../support/dynamodb.ts'
import { metricsDuring } from '../../support/metrics.ts'
import { anOrder, at } from './builders.ts'

let started: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  started = await startTable()
  Object.assign(process.env, { SERVICE_NAME: 'orders', STAGE: 'test' })
})
afterAll(async () => {
  dynamodb.destroy()
  await started.stop()
})

async function saved(via: OrderStatus[]): Promise<string> {
  const order = anOrder({ via })
  const context = { newId, now: new Date(at), correlationId: 'c' }
  await saveNewOrder(order, {}, { put: { Item: { pk: newId(), sk: 'X' } } }, context)
  return order.id
}

function dispatched(orderId: string) {
  const data = { shipmentId: `shp_${orderId}`, orderId, carrier: 'simulator', trackingNumber: 'SIM1' }
  const detail = { eventId: newId(), name: 'ShipmentDispatched', version: 1, occurredAt: at, correlationId: 'c', data }
  const record = { messageId: 'm-1', body: JSON.stringify({ detail }) }
  return followShipment({ Records: [record] } as unknown as Parameters<typeof followShipment>[0])
}

it('fires an alarm once for an order whose parcel left after it had ended', async () => {
  const orderId = await saved(['AWAITING_PAYMENT', 'PAID', 'CANCELLED'])
  const metrics = await metricsDuring(async () => {
    await dispatched(orderId)
    await dispatched(orderId)
  })
  expect(metrics).toMatchObject([{ service: 'orders', ParcelGone: 1 }])
  expect((await findOrder(orderId))?.status).toBe('NEEDS_ATTENTION')
})

it('fires none for a parcel that was to leave', async () => {
  const orderId = await saved(['AWAITING_PAYMENT', 'PAID'])
  expect(await metricsDuring(() => dispatched(orderId))).toEqual([])
  expect((await findOrder(orderId))?.status).toBe('SHIPPED')
})
