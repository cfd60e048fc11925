/**
 * What the subscribers of an order's events come to in every order of their deliveries, each three times, through the real
 * handlers and one real table: the same state at the end, each event told once, each message sent once.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import type { EventEnvelope } from '../../../contracts/event.ts'
import { handler as emptyCart } from '../../../functions/carts/on/order-placed/handler.ts'
import { userOwner } from '../../../functions/carts/owner.ts'
import { getCart, emptyCart as noCart, putCart } from '../../../functions/carts/table.ts'
import { commit, reserve } from '../../../functions/inventory/holds.ts'
import { handler as releaseCancelled } from '../../../functions/inventory/on/order-cancelled/handler.ts'
import { handler as restockReturned } from '../../../functions/inventory/on/order-returned/handler.ts'
import { handler as stockMoved } from '../../../functions/inventory/on/stock-moved/handler.ts'
import { handler as commitStock } from '../../../functions/inventory/steps/commit-stock/handler.ts'
import { handler as releaseStock } from '../../../functions/inventory/steps/release-stock/handler.ts'
import { handler as reserveStock } from '../../../functions/inventory/steps/reserve-stock/handler.ts'
import { getStocks } from '../../../functions/inventory/table.ts'
import { handler as listNotifications } from '../../../functions/notifications/list-notifications/handler.ts'
import { handler as orderMessages } from '../../../functions/notifications/on/order-messages/handler.ts'
import type { OrderReturn } from '../../../functions/orders/domain/return/order-return.ts'
import { handler as followPayment } from '../../../functions/orders/on/follow-payment/handler.ts'
import { handler as followShipment } from '../../../functions/orders/on/follow-shipment/handler.ts'
import { handler as recordTimeline } from '../../../functions/orders/on/record-timeline/handler.ts'
import { handler as settleReturn } from '../../../functions/orders/on/settle-return/handler.ts'
import { findOrder, findReturn, listEvents, putNewReturn, saveNewOrder } from '../../../functions/orders/table.ts'
import { openPayment } from '../../../functions/payments/charge.ts'
import { handler as refundReturn } from '../../../functions/payments/on/refund-return/handler.ts'
import { handler as resumeCheckout } from '../../../functions/payments/on/resume-checkout/handler.ts'
import { handler as returnMoney } from '../../../functions/payments/on/return-money/handler.ts'
import { settle } from '../../../functions/payments/settle.ts'
import { handler as awaitPayment } from '../../../functions/payments/steps/await-payment/handler.ts'
import { handler as returnPayment } from '../../../functions/payments/steps/return-payment/handler.ts'
import { getPayment } from '../../../functions/payments/table.ts'
import { StepFailure } from '../../../functions/shared/errors.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { logger } from '../../../functions/shared/observability/logger.ts'
import { queryAll, transact } from '../../../functions/shared/table.ts'
import { newShipment } from '../../../functions/shipping/domain/shipment.ts'
import { handler as followOrder } from '../../../functions/shipping/on/follow-order/handler.ts'
import { changeShipment, findShipment } from '../../../functions/shipping/table.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { deliverThrice, different, ordersToTry, outcomesOf } from '../../support/permutations.ts'
import { aLine as aCartLine } from '../carts/builders.ts'
import { stockUp } from '../inventory/stock-up.ts'
import { anOrderConfirmed, theWorld } from '../notifications/builders.ts'
import { anOrder, usd } from '../orders/builders.ts'
import { someDeps } from '../payments/builders.ts'
import { startWorld, type World } from '../payments/world.ts'

let payments: World
let told: ReturnType<World['hearSagas']>
const people = theWorld()

beforeAll(async () => {
  logger.setLogLevel('CRITICAL')
  process.env.SHIPPING_CARRIER = 'manual'
  payments = await startWorld()
})
afterAll(() => payments.stop())
beforeEach(() => {
  told = payments.hearSagas()
  people.reset()
})

/** One delivery. @returns false when it has to be delivered again */
type Delivery = () => Promise<boolean>
type Subscriber = (batch: SQSEvent) => Promise<SQSBatchResponse>

const envelope = (name: string, data: object): EventEnvelope => ({
  eventId: newId(),
  name,
  version: 1,
  occurredAt: new Date().toISOString(),
  correlationId: 'correlation-1',
  data,
})

/** The same event to each of these subscribers. */
function event(name: string, data: object, ...subscribers: Subscriber[]): Delivery {
  const body = JSON.stringify({ detail: envelope(name, data) })
  return async () => {
    const batch = { Records: [{ messageId: newId(), body }] } as unknown as SQSEvent
    const answers = await Promise.all(subscribers.map((subscriber) => subscriber(batch)))
    return answers.every(({ batchItemFailures }) => batchItemFailures.length === 0)
  }
}

/** A task of the saga: business outcomes are answers. */
const task = (handler: (event: unknown, context: { awsRequestId: string }) => Promise<object>, input: object) => () =>
  handler({ correlationId: 'correlation-1', ...input }, { awsRequestId: 'request-1' }).then(
    () => true,
    (error: unknown) => error instanceof StepFailure,
  )

/** Where one order of deliveries takes place, and what is seen there at the end. */
interface Ground {
  readonly deliveries: readonly Delivery[]
  outcome(): Promise<object>
}

async function outcomeOf(prepare: () => Promise<Ground>, order: readonly number[]): Promise<object> {
  const { deliveries, outcome } = await prepare()
  await deliverThrice(
    order.map((index) => deliveries[index]!),
    async (deliver) => {
      // As a queue does, until it was handled.
      for (let receives = 1; !(await deliver()); receives++) if (receives === 5) return
    },
  )
  return outcome()
}

/** Every different end of every order of so many deliveries. */
async function ends(count: number, prepare: () => Promise<Ground>): Promise<object[]> {
  const indexes = Array.from({ length: count }, (_, index) => index)
  return different(await outcomesOf(ordersToTry(indexes), (order) => outcomeOf(prepare, order)))
}

const outboxOf = async (entityId: string): Promise<EventEnvelope[]> =>
  (
    await queryAll<{ envelope: EventEnvelope }>({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `OUTBOX#${entityId}` },
      ConsistentRead: true,
    })
  ).map((item) => item.envelope)
const namesOf = async (entityId: string, without: string[] = []) =>
  (await outboxOf(entityId))
    .map(({ name }) => name)
    .filter((name) => !without.includes(name))
    .sort()

async function savedOrder(fields: Parameters<typeof anOrder>[0]) {
  const order = anOrder(fields)
  await saveNewOrder(order, {}, { put: { Item: { pk: `TEST#${order.id}`, sk: 'X' } } }, someDeps())
  return order
}

async function capturedPayment(orderId: string) {
  const order = { orderId, customerId: 'customer-1', status: 'PENDING', total: usd(1999) }
  const payment = await openPayment(order, undefined, someDeps())
  const charge = { id: `ch_${payment.id}`, reference: payment.id, status: 'CAPTURED', amount: usd(1999) } as const
  return settle(payment, charge, someDeps())
}

describe('every order of deliveries, each three times,', () => {
  it('brings an order to the same end as its payment and its parcel, and keeps its timeline', async () => {
    const found = await ends(5, async () => {
      const { id: orderId } = await savedOrder({ status: 'PAID' })
      const payment = { orderId, paymentId: 'pay-1', amount: usd(3998) }
      const shipment = { orderId, shipmentId: 'shp-1' }
      const dispatched = { ...shipment, carrier: 'simulator', trackingNumber: 'SIM1' }
      return {
        deliveries: [
          event('PaymentCreated', payment, followPayment, recordTimeline),
          event('PaymentCaptured', payment, followPayment, recordTimeline),
          event('ShipmentRequested', shipment, followShipment, recordTimeline),
          event('ShipmentDispatched', dispatched, followShipment, recordTimeline),
          event('ShipmentDelivered', shipment, followShipment, recordTimeline),
        ],
        outcome: async () => {
          const order = (await findOrder(orderId))!
          const { items } = await listEvents(orderId, { limit: 100, bound: [] })
          return {
            status: order.status,
            history: order.history.map(({ status }) => status),
            payment: order.payment?.status,
            shipment: [order.shipment?.status, order.shipment?.trackingNumber],
            timeline: items.map(({ name }) => name).sort(),
            events: await namesOf(orderId, ['OrderPlaced']),
          }
        },
      }
    })

    expect(found).toEqual([
      {
        status: 'DELIVERED',
        history: ['PENDING', 'AWAITING_PAYMENT', 'PAID', 'SHIPPED', 'DELIVERED'],
        payment: 'CAPTURED',
        shipment: ['DELIVERED', 'SIM1'],
        timeline: ['PaymentCaptured', 'PaymentCreated', 'ShipmentDelivered', 'ShipmentDispatched', 'ShipmentRequested'],
        events: ['OrderDelivered', 'OrderShipped'],
      },
    ])
  })

  it('refunds an order once whose money went back before its goods left', async () => {
    const found = await ends(5, async () => {
      const { id: orderId } = await savedOrder({ status: 'PAID' })
      const payment = { orderId, paymentId: 'pay-1', amount: usd(3998) }
      const refund = { ...payment, refundId: 'ref-1', refundedTotal: usd(3998), captured: usd(3998) }
      const shipment = { orderId, shipmentId: 'shp-1' }
      return {
        deliveries: [
          event('PaymentCreated', payment, followPayment),
          event('PaymentCaptured', payment, followPayment),
          event('PaymentRefunded', refund, followPayment),
          event('ShipmentRequested', shipment, followShipment),
          event('ShipmentCancelled', shipment, followShipment),
        ],
        outcome: async () => {
          const order = (await findOrder(orderId))!
          return { status: order.status, shipment: order.shipment?.status, events: await namesOf(orderId) }
        },
      }
    })

    expect(found).toEqual([
      { status: 'REFUNDED', shipment: 'CANCELLED', events: ['OrderCancelled', 'OrderPlaced', 'OrderRefunded'] },
    ])
  })

  it('tells the customer of each event once on each channel', async () => {
    const found = await ends(5, async () => {
      const { data } = anOrderConfirmed({ number: `TW-${newId()}` })
      const { orderId, number, customerId } = data as { orderId: string; number: string; customerId: string }
      const ids = { orderId, number, customerId }
      return {
        deliveries: [
          event('OrderConfirmed', data, orderMessages),
          event('OrderShipped', { ...ids, by: 'carrier', trackingNumber: 'SIM1' }, orderMessages),
          event('OrderDelivered', ids, orderMessages),
          event('OrderReturnCompleted', { ...ids, returnId: 'ret-1', refunded: usd(500) }, orderMessages),
          event('OrderRefunded', { ...ids, refunded: usd(500) }, orderMessages),
        ],
        outcome: async () => {
          const about = (message: unknown) => JSON.stringify(message).includes(number)
          const inbox = (await send(listNotifications, { as: aCustomer(customerId) })).body.items
          return {
            mails: people.mails().filter(about).length,
            texts: people.texts().filter(about).length,
            inbox: inbox.map(({ template }: { template: string }) => template).sort(),
            told: (await namesOf(orderId)).length,
          }
        },
      }
    })

    const inbox = ['order-confirmed', 'order-delivered', 'order-refunded', 'order-returned', 'order-shipped']
    expect(found).toEqual([{ mails: 4, texts: 2, inbox, told: 11 }])
  })

  it('puts the goods of each return back on the shelf once, and tells the level that it then has', async () => {
    const found = await ends(5, async () => {
      const [orderId, mug, hat] = [newId(), `MUG-${newId()}`, `HAT-${newId()}`]
      await Promise.all([stockUp(mug, 10), stockUp(hat, 10)])
      const lines = [
        { sku: mug, quantity: 5 },
        { sku: hat, quantity: 2 },
      ]
      await reserve(orderId, lines, someDeps())
      await commit(orderId, someDeps())
      const returned = (returnId: string, sku: string, quantity: number) => ({
        orderId,
        number: 'TW-1',
        customerId: 'customer-1',
        returnId,
        items: [{ sku, quantity }],
        refund: usd(100),
      })
      return {
        deliveries: [
          event('OrderReturned', returned('ret-1', mug, 2), restockReturned),
          event('OrderReturned', returned('ret-2', mug, 1), restockReturned),
          event('OrderReturned', returned('ret-3', hat, 2), restockReturned),
          event('StockReserved', { orderId, items: lines }, stockMoved),
          event('StockRestored', { reference: orderId, items: [lines[0]] }, stockMoved),
        ],
        outcome: async () => {
          const stock = await getStocks([mug, hat])
          const restored = (await outboxOf(orderId)).filter(({ name }) => name === 'StockRestored')
          return {
            onHand: [stock.get(mug)?.onHand, stock.get(hat)?.onHand],
            available: [stock.get(mug)?.available, stock.get(hat)?.available],
            restored: restored.length,
          }
        },
      }
    })

    expect(found).toEqual([{ onHand: [8, 10], available: [8, 10], restored: 3 }])
  })

  it('gives the stock of a cancelled order back once, also when the reservation comes last', async () => {
    const found = await ends(4, async () => {
      const [orderId, sku] = [newId(), `MUG-${newId()}`]
      await stockUp(sku, 10)
      return {
        deliveries: [
          task(reserveStock, { orderId, items: [{ sku, quantity: 4 }] }),
          task(commitStock, { orderId }),
          task(releaseStock, { orderId }),
          event(
            'OrderCancelled',
            { orderId, number: 'TW-1', customerId: 'customer-1', reason: 'CUSTOMER' },
            releaseCancelled,
          ),
        ],
        outcome: async () => {
          const stock = (await getStocks([sku])).get(sku)!
          return { onHand: stock.onHand, reserved: stock.reserved, available: stock.available }
        },
      }
    })

    expect(found).toEqual([{ onHand: 10, reserved: 0, available: 10 }])
  })

  it('gives the money of a cancelled order back once and tells its saga one word', async () => {
    const found = await ends(4, async () => {
      const orderId = newId()
      const { id } = await capturedPayment(orderId)
      const before = payments.provider.refunds.size
      return {
        deliveries: [
          event('PaymentCaptured', { orderId, paymentId: id, amount: usd(1999) }, resumeCheckout),
          event(
            'OrderCancelled',
            { orderId, number: 'TW-1', customerId: 'customer-1', reason: 'CUSTOMER' },
            returnMoney,
          ),
          task(awaitPayment, { orderId, taskToken: orderId }),
          task(returnPayment, { orderId, reason: 'CUSTOMER' }),
        ],
        outcome: async () => {
          const payment = (await getPayment(id))!
          return {
            payment: [payment.status, payment.refunded, payment.refunding],
            atProvider: [before < payments.provider.refunds.size, payments.provider.refunds.get(`${id}-return`)],
            events: await namesOf(orderId),
            toldSaga: told.has(orderId),
          }
        },
      }
    })

    expect(found).toEqual([
      {
        payment: ['REFUNDED', 1999, 0],
        atProvider: [true, 1999],
        events: ['PaymentCaptured', 'PaymentCreated', 'PaymentRefunded'],
        toldSaga: true,
      },
    ])
  })

  it('gives the money of each return back once, shows it there and tells the customer once', async () => {
    const found = await ends(4, async () => {
      const { id: orderId } = await savedOrder({ status: 'DELIVERED' })
      const payment = await capturedPayment(orderId)
      const [first, second] = [newId(), newId()]
      const aReturn = (id: string, amount: number): OrderReturn => ({
        id,
        orderId,
        lines: [],
        shippingRefund: usd(0),
        due: usd(amount),
        refund: usd(amount),
        status: 'PENDING',
        reason: 'too large',
        by: 'customer:customer-1',
        createdAt: new Date().toISOString(),
      })
      await transact([putNewReturn(aReturn(first, 500)), putNewReturn(aReturn(second, 700))])
      const returned = (returnId: string, amount: number) => ({
        orderId,
        number: 'TW-1',
        customerId: 'customer-1',
        returnId,
        items: [],
        refund: usd(amount),
      })
      const refunded = (returnId: string, amount: number) => ({
        orderId,
        returnId,
        refunded: usd(amount),
        failed: false,
      })
      return {
        deliveries: [
          event('OrderReturned', returned(first, 500), refundReturn),
          event('OrderReturned', returned(second, 700), refundReturn),
          event('ReturnRefunded', refunded(first, 500), settleReturn),
          event('ReturnRefunded', refunded(second, 700), settleReturn),
        ],
        outcome: async () => ({
          refunded: (await getPayment(payment.id))!.refunded,
          returns: [(await findReturn(orderId, first))!.status, (await findReturn(orderId, second))!.status],
          events: await namesOf(orderId, ['OrderPlaced', 'PaymentCreated', 'PaymentCaptured']),
        }),
      }
    })

    expect(found).toEqual([
      {
        refunded: 1200,
        returns: ['REFUNDED', 'REFUNDED'],
        events: [
          'OrderReturnCompleted',
          'OrderReturnCompleted',
          'PaymentRefunded',
          'PaymentRefunded',
          'ReturnRefunded',
          'ReturnRefunded',
        ],
      },
    ])
  })

  it('takes what two orders bought out of their cart, and leaves what was put in meanwhile', async () => {
    const found = await ends(3, async () => {
      const customerId = newId()
      const owner = userOwner(customerId)
      const now = new Date()
      const lines = [aCartLine('MUG', 2), aCartLine('HAT', 1)]
      const first = await putCart(owner, noCart(owner), { ...noCart(owner), lines }, now)
      const second = await putCart(owner, first, { ...first, lines: [...lines, aCartLine('PEN', 3)] }, now)
      await putCart(owner, second, { ...second, lines: [...second.lines, aCartLine('BAG', 1)] }, now)
      const placed = (items: { sku: string; quantity: number }[], cart?: { id: string; version: number }) => ({
        orderId: newId(),
        number: 'TW-1',
        customerId,
        ...(cart ? { cart: { id: cart.id, version: cart.version } } : {}),
        items: items.map(({ sku, quantity }) => ({ sku, productId: 'p', quantity, unitPrice: usd(1000) })),
        total: usd(1000),
      })
      return {
        deliveries: [
          event('OrderPlaced', placed(lines, first), emptyCart),
          event('OrderPlaced', placed([...lines, { sku: 'PEN', quantity: 3 }], second), emptyCart),
          event('OrderPlaced', placed([{ sku: 'BAG', quantity: 1 }]), emptyCart),
        ],
        outcome: async () => (await getCart(owner, now))!.lines.map(({ sku, quantity }) => `${quantity} ${sku}`),
      }
    })

    expect(found).toEqual([['1 BAG']])
  })

  it('takes a parcel forward once', async () => {
    const found = await ends(2, async () => {
      const orderId = newId()
      await changeShipment(orderId, () => newShipment(orderId, 'manual', new Date().toISOString()), someDeps())
      const ids = { orderId, number: 'TW-1', customerId: 'customer-1' }
      return {
        deliveries: [
          event('OrderShipped', { ...ids, by: 'staff:1', trackingNumber: 'SIM1' }, followOrder),
          event('OrderDelivered', ids, followOrder),
        ],
        outcome: async () => ({ status: (await findShipment(orderId))!.status, events: await namesOf(orderId) }),
      }
    })

    expect(found).toEqual([
      { status: 'DELIVERED', events: ['ShipmentDelivered', 'ShipmentDispatched', 'ShipmentRequested'] },
    ])
  })
})
