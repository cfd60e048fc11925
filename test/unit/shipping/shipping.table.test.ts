import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mockClient } from 'aws-sdk-client-mock'
import { until } from '../../../bin/lib/api.ts'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { changeBreaker } from '../../../functions/shared/resilience/breaker/store.ts'
import { queryAll } from '../../../functions/shared/table.ts'
import { sign } from '../../../functions/shared/webhook-signature.ts'
import { handler as callback } from '../../../functions/shipping/carrier-callback/handler.ts'
import { handler as followOrder } from '../../../functions/shipping/on/follow-order/handler.ts'
import { handler as cancelShipment } from '../../../functions/shipping/steps/cancel-shipment/handler.ts'
import { handler as requestShipment } from '../../../functions/shipping/steps/request-shipment/handler.ts'
import { findShipment } from '../../../functions/shipping/table.ts'
import { startTable } from '../../support/dynamodb.ts'
import { anHttpEvent } from '../../support/http-event.ts'

const lambda = mockClient(LambdaClient)
/** Orders that have ended. */
const closed = new Set<string>()
const secrets = mockClient(SecretsManagerClient)
let started: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  started = await startTable()
  process.env.FUNCTION_ORDERS_GET_SHIPPING_DETAILS = 'get-shipping-details'
  process.env.CARRIER_SECRET = 'arn:carrier'
  process.env.SERVICE_NAME = 'shipping'
  secrets.on(GetSecretValueCommand).resolves({ SecretString: 'new,old' })
  lambda.on(InvokeCommand).callsFake((request: { Payload: Uint8Array }) => {
    const { orderId } = JSON.parse(Buffer.from(request.Payload).toString()) as { orderId: string }
    const address = { recipient: 'A', phone: '12345', line1: 'B', city: 'C', postalCode: 'D', country: 'US' }
    const lines = [{ sku: 'MUG', quantity: 1 }]
    const order = { orderId, closed: closed.has(orderId), number: 'TW-1', customerId: 'u-1', address, lines }
    return { Payload: Buffer.from(JSON.stringify({ order })) }
  })
})
afterAll(async () => {
  lambda.restore()
  secrets.restore()
  dynamodb.destroy()
  await started.stop()
})

const context = { awsRequestId: 'request-1' }
const request = (orderId: string) => requestShipment({ orderId, correlationId: 'c-1' }, context)
const cancel = (orderId: string) => cancelShipment({ orderId, correlationId: 'c-1' }, context)
const statusOf = async (orderId: string) => (await findShipment(orderId))?.status
const eventsOf = async (orderId: string) =>
  (
    await queryAll<{ envelope: { name: string } }>({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `OUTBOX#${orderId}` },
    })
  ).map((item) => item.envelope.name)

function deliver(name: string, data: object) {
  const detail = { eventId: newId(), name, version: 1, occurredAt: '2026-11-05T12:00:00Z', correlationId: 'c', data }
  const record = { messageId: 'm-1', body: JSON.stringify({ detail }) }
  return followOrder({ Records: [record] } as unknown as Parameters<typeof followOrder>[0])
}
const ofOrder = (orderId: string) => ({ orderId, number: 'TW-1', customerId: 'u-1' })

async function report(type: string, orderId: string, { secret = 'new', age = 0, more = {} } = {}) {
  const body = { id: newId(), type, shipment: { reference: `shp_${orderId}`, trackingNumber: 'SIM1', ...more } }
  const event = anHttpEvent({ method: 'POST', path: '/api/shipping/callback', body })
  const signature = sign(secret, Math.floor(Date.now() / 1000) - age, event.body!)
  event.headers['x-carrier-signature'] = signature
  const answer = await callback(event, context as never)
  return { status: answer.statusCode, body: JSON.parse(answer.body!) as { code?: string; received?: boolean } }
}

/** @param answer the carrier's HTTP status for a method */
async function withCarrier(answer: (method: string) => Promise<number>, work: () => Promise<void>): Promise<void> {
  const server = createServer(async ({ method }, response) => response.writeHead(await answer(method!)).end('{}'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const settings = { SHIPPING_CARRIER: 'simulator', CARRIER_URL: url, PUBLIC_API_URL: 'http://shop.test' }
  Object.assign(process.env, settings)
  try {
    await work()
  } finally {
    for (const name of Object.keys(settings)) delete process.env[name]
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

describe('the steps of the checkout', () => {
  it('make one shipment of an order however often and at the same time they run', async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => request('o-race')))
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1)
    expect(await eventsOf('o-race')).toEqual(['ShipmentRequested'])
  })

  it('cancel once, and refuse the late request of a function that had timed out', async () => {
    await request('o-cancel')
    await cancel('o-cancel')
    await cancel('o-cancel')
    expect(await eventsOf('o-cancel')).toEqual(['ShipmentRequested', 'ShipmentCancelled'])
    await expect(request('o-cancel')).rejects.toMatchObject({ name: 'OrderCancelled' })
  })

  it('refuse a request for an order that was cancelled before', async () => {
    await cancel('o-early')
    await expect(request('o-early')).rejects.toMatchObject({ name: 'OrderCancelled' })
    expect(await eventsOf('o-early')).toEqual([])
  })

  it('take a booking back that reaches the carrier after the order was cancelled', async () => {
    const seen: string[] = []
    await withCarrier(
      async (method) => {
        // The carrier is slow: the customer's cancellation overtakes the booking.
        if (method === 'POST') await deliver('OrderCancelled', { ...ofOrder('o-slow'), reason: 'CUSTOMER' })
        seen.push(method)
        return method === 'POST' ? 201 : seen.includes('POST') ? 200 : 404
      },
      () => expect(request('o-slow')).rejects.toMatchObject({ name: 'OrderCancelled' }),
    )
    expect(seen).toEqual(['DELETE', 'POST', 'DELETE'])
    expect(await statusOf('o-slow')).toBe('CANCELLED')
  })

  it('take back a booking whose answer was lost and which took effect after the cancellation', async () => {
    const seen: string[] = []
    await withCarrier(
      async (method) => {
        seen.push(method)
        // The carrier hears of it when everybody has given up.
        if (method === 'POST') return 503
        return seen.length < 3 ? 404 : 200
      },
      async () => {
        await expect(request('o-lost')).rejects.toMatchObject({ name: 'CarrierUnavailable' })
        await deliver('OrderCancelled', { ...ofOrder('o-lost'), reason: 'CUSTOMER' })
        await expect(request('o-lost')).rejects.toMatchObject({ name: 'OrderCancelled' })
        await cancel('o-lost')
      },
    )
    expect(seen).toEqual(['POST', 'DELETE', 'DELETE'])
  })

  it('say that a parcel left which was cancelled in vain', async () => {
    await withCarrier(
      async (method) => (method === 'POST' ? 201 : 409),
      async () => {
        await request('o-vain')
        await expect(cancel('o-vain')).rejects.toMatchObject({ name: 'ShipmentDispatched' })
      },
    )
    await cancel('o-vain')
    await report('shipment.dispatched', 'o-vain')
    expect(await eventsOf('o-vain')).toEqual(['ShipmentRequested', 'ShipmentCancelled', 'ShipmentDispatched'])
  })

  it('book nothing for an order that has ended, although its cancellation got no further than the dead letters', async () => {
    const seen: string[] = []
    await withCarrier(
      async (method) => {
        seen.push(method)
        return 201
      },
      async () => {
        closed.add('o-ended')
        await expect(request('o-ended')).rejects.toMatchObject({ name: 'OrderCancelled' })
      },
    )
    expect(seen).toEqual([])
    expect(await statusOf('o-ended')).toBeUndefined()
  })

  it('do not cancel what is on its way', async () => {
    await request('o-gone')
    await report('shipment.dispatched', 'o-gone')
    await expect(cancel('o-gone')).rejects.toMatchObject({ name: 'ShipmentDispatched' })
  })
})

describe('while the carrier is down', () => {
  const outcomeOf = (order: string) =>
    request(order).then(
      () => 'booked',
      ({ name }: Error) => name,
    )

  it('it is asked five times by all sagas together, they wait under one name, and it books all when it is well', async () => {
    let status = 503
    const asked: string[] = []
    const orders = Array.from({ length: 7 }, (_, n) => `o-down-${n}`)
    await withCarrier(
      async (method) => {
        asked.push(method)
        return status
      },
      async () => {
        const names: string[] = []
        for (const order of orders) names.push(await outcomeOf(order))
        expect(names).toEqual(Array(7).fill('CarrierUnavailable'))
        expect(asked).toEqual(Array(5).fill('POST'))
        expect(await Promise.all(orders.map(statusOf))).toEqual(Array(7).fill('REQUESTED'))

        status = 201
        await changeBreaker('carrier', Date.now(), (state) => state && { ...state, openUntil: Date.now() - 1 })
        // This environment looks at the table again after two seconds at the latest.
        for (const order of orders) {
          await until(
            `${order} to be booked`,
            () => outcomeOf(order),
            (outcome) => outcome === 'booked',
          )
        }
      },
    )
    expect(asked).toHaveLength(5 + orders.length)
    for (const order of orders) expect(await eventsOf(order)).toEqual(['ShipmentRequested'])
  })
})

describe('the order’s events', () => {
  it('move its shipment, once', async () => {
    await request('o-staff')
    await deliver('OrderShipped', { ...ofOrder('o-staff'), by: 'staff:s', trackingNumber: 'T1' })
    await deliver('OrderShipped', { ...ofOrder('o-staff'), by: 'staff:s', trackingNumber: 'T1' })
    await deliver('OrderDelivered', ofOrder('o-staff'))
    expect(await findShipment('o-staff')).toMatchObject({ status: 'DELIVERED', trackingNumber: 'T1' })
    expect(await eventsOf('o-staff')).toEqual(['ShipmentRequested', 'ShipmentDispatched', 'ShipmentDelivered'])
  })

  it('count also when staff were faster than the checkout', async () => {
    await deliver('OrderShipped', { ...ofOrder('o-fast'), by: 'staff:s' })
    await request('o-fast')
    expect(await statusOf('o-fast')).toBe('DISPATCHED')
    expect(await eventsOf('o-fast')).toEqual(['ShipmentDispatched'])
  })

  it('cancel it, unless it is on its way', async () => {
    await request('o-1')
    await deliver('OrderCancelled', { ...ofOrder('o-1'), reason: 'CUSTOMER' })
    expect(await statusOf('o-1')).toBe('CANCELLED')
    await request('o-2')
    await report('shipment.dispatched', 'o-2')
    const answer = await deliver('OrderCancelled', { ...ofOrder('o-2'), reason: 'STAFF' })
    expect(answer.batchItemFailures).toEqual([])
    expect(await statusOf('o-2')).toBe('DISPATCHED')
  })
})

describe('the carrier’s callback', () => {
  it('takes reports twice and in the wrong order', async () => {
    await request('o-cb')
    for (const type of ['shipment.delivered', 'shipment.dispatched', 'shipment.delivered']) {
      expect(await report(type, 'o-cb')).toMatchObject({ status: 200, body: { received: true } })
    }
    expect(await findShipment('o-cb')).toMatchObject({ status: 'DELIVERED', trackingNumber: 'SIM1' })
    expect(await eventsOf('o-cb')).toEqual(['ShipmentRequested', 'ShipmentDispatched', 'ShipmentDelivered'])
  })

  it('takes the old secret while a new one is rotated in', async () => {
    await request('o-old')
    expect((await report('shipment.dispatched', 'o-old', { secret: 'old' })).status).toBe(200)
  })

  it.each([
    ['a wrong signature', { secret: 'guessed' }],
    ['one that was recorded more than five minutes ago', { age: 400 }],
  ])('refuses %s with 401 and stores nothing', async (_what, how) => {
    const orderId = `o-${newId()}`
    await request(orderId)
    expect(await report('shipment.dispatched', orderId, how)).toMatchObject({
      status: 401,
      body: { code: 'INVALID_SIGNATURE' },
    })
    expect(await findShipment(orderId)).toMatchObject({ status: 'REQUESTED', version: 1 })
  })

  it('ignores kinds of reports that it does not know, and knows no other shipments', async () => {
    await request('o-new')
    expect((await report('shipment.weighed', 'o-new')).status).toBe(200)
    expect(await statusOf('o-new')).toBe('REQUESTED')
    expect((await report('shipment.dispatched', 'o-none')).status).toBe(404)
    expect((await report('shipment.dispatched', 'o-new', { more: { reference: 'x' } })).status).toBe(400)
  })
})
