import { SendTaskFailureCommand, SendTaskSuccessCommand } from '@aws-sdk/client-sfn'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { hearOfRefund } from '../../../functions/payments/hear-of-refund.ts'
import { handler as refundReturn } from '../../../functions/payments/on/refund-return/handler.ts'
import { checkPayment } from '../../../functions/payments/reconcile.ts'
import { handler as refundPayment } from '../../../functions/payments/refund-payment/handler.ts'
import { closeAndReturn } from '../../../functions/payments/return-money.ts'
import { reconcile } from '../../../functions/payments/schedules/reconcile-payments/handler.ts'
import { handler as awaitPayment } from '../../../functions/payments/steps/await-payment/handler.ts'
import { getPayment, listDueChecks, listDueRefunds, putPayment } from '../../../functions/payments/table.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { queryAll, transact } from '../../../functions/shared/table.ts'
import { dieAfterWrites } from '../../support/die-after-writes.ts'
import { send } from '../../support/http-event.ts'
import { metricsDuring } from '../../support/metrics.ts'
import { someDeps } from './builders.ts'
import { startWorld, type World } from './world.ts'

let world: World
let orderId: string

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())
beforeEach(() => {
  orderId = newId()
  world.setOrder(orderId)
  world.saga.reset()
  Object.assign(world.provider, { next: 'pending', onCharge: undefined, onFind: undefined, refundFails: undefined })
})

const staff = { kind: 'user', id: 'staff-1', role: 'staff', session: 's' } as const
const statusOf = async (id: string) => (await getPayment(id))?.status
const wait = (taskToken: string) =>
  awaitPayment({ orderId, correlationId: 'correlation-1', taskToken }, { awsRequestId: 'request-1' })
const successes = () => world.saga.commandCalls(SendTaskSuccessCommand).map((call) => call.args[0].input)
const failures = () => world.saga.commandCalls(SendTaskFailureCommand).map((call) => call.args[0].input)
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)

const eventsOf = async (id: string) =>
  (
    await queryAll<{ envelope: { name: string } }>({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `OUTBOX#${id}` },
    })
  ).map((item) => item.envelope.name)

async function capturedPayment(): Promise<string> {
  const { body } = await world.pay(orderId)
  await world.callback(body.payment.id, 'captured')
  return body.payment.id
}

const refundByStaff = (paymentId: string, amount?: number, key = newId()) =>
  send(refundPayment, {
    method: 'POST',
    headers: { 'idempotency-key': key },
    body: { paymentId, reason: 'scratched', ...(amount ? { amount: { amount, currency: 'USD' } } : {}) },
    as: staff,
  })
const givenBackFor = (paymentId: string) =>
  [...world.provider.refunds].filter(([refundId]) => refundId.startsWith(paymentId))

describe('creating a payment', () => {
  it('takes the amount of the order and answers before the outcome', async () => {
    const { status, body } = await world.pay(orderId)

    expect(status).toBe(201)
    expect(body.payment).toMatchObject({
      orderId,
      status: 'PENDING',
      amount: { amount: 1999, currency: 'USD' },
      refunded: { amount: 0, currency: 'USD' },
    })
  })

  it('answers a repeated request with the first answer, and charges once', async () => {
    world.provider.next = 'requires_action'
    const key = newId()
    const before = world.provider.charges.size

    const first = await world.pay(orderId, { key })
    const second = await world.pay(orderId, { key })

    expect(first.body.payment.status).toBe('REQUIRES_ACTION')
    expect(second.body).toEqual(first.body)
    expect(second.headers['idempotent-replayed']).toBe('true')
    expect(world.provider.charges.size - before).toBe(1)
  })

  it('goes on with the charge when a request is repeated that had opened the payment and not charged it', async () => {
    world.provider.next = 503
    const key = newId()
    const first = await world.pay(orderId, { key })
    world.provider.next = 'captured'
    const before = world.provider.charges.size

    const second = await world.pay(orderId, { key })
    const third = await world.pay(orderId, { key })

    expect([first.status, first.body.payment.status]).toEqual([201, 'PENDING'])
    expect([second.status, second.body.payment]).toEqual([
      201,
      expect.objectContaining({ id: first.body.payment.id, status: 'CAPTURED' }),
    ])
    expect(second.headers['idempotent-replayed']).toBe('true')
    expect(third.body).toEqual(second.body)
    expect(world.provider.charges.size - before).toBe(1)
  })

  it('charges nothing more when a payment is repeated that waits for the provider, or is over', async () => {
    const key = newId()
    const { body } = await world.pay(orderId, { key })
    const before = world.provider.charges.size
    const waiting = await world.pay(orderId, { key })
    await world.callback(body.payment.id, 'captured')

    const over = await world.pay(orderId, { key })

    expect([waiting.body.payment.status, over.body.payment.status]).toEqual(['PENDING', 'CAPTURED'])
    expect(world.provider.charges.size).toBe(before)
  })

  it('lets one of many racing clients pay', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => world.pay(orderId)))

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(
      new Set(['PAYMENT_EXISTS']),
    )
  })

  it('never charges without an order, without an Idempotency-Key, or before the payment is written down', async () => {
    const before = world.provider.charges.size
    world.setOrder(orderId, null)
    expect((await world.pay(orderId)).status).toBe(404)
    world.setOrder(orderId)
    expect((await world.pay(orderId, { key: '' })).body.code).toBe('IDEMPOTENCY_KEY_REQUIRED')
    expect(world.provider.charges.size).toBe(before)

    const known: unknown[] = []
    world.provider.onCharge = async (reference) => known.push(await getPayment(reference))
    await world.pay(orderId)

    expect(world.provider.charges.size).toBe(before + 1)
    expect(known).toMatchObject([{ orderId, status: 'PENDING', amount: { amount: 1999 } }])
  })

  it('charges once when the function timed out after the provider had charged, and finds out by itself', async () => {
    const before = world.provider.charges.size
    const key = newId()
    world.provider.next = 'captured'
    world.provider.onCharge = () => Promise.reject(new Error('cut'))

    const first = await world.pay(orderId, { key })
    const again = await world.pay(orderId, { key })

    const { id, status } = first.body.payment
    expect([status, again.headers['idempotent-replayed']]).toEqual(['PENDING', 'true'])
    expect(world.provider.charges.size).toBe(before + 1)
    await checkPayment(id, someDeps(inMinutes(1)))
    expect(await statusOf(id)).toBe('CAPTURED')
    expect(await eventsOf(orderId)).toEqual(['PaymentCreated', 'PaymentCaptured'])
  })

  it("does not find someone else's order, and refuses a closed one", async () => {
    expect((await world.pay(orderId, { as: 'customer-2' })).status).toBe(404)

    world.setOrder(orderId, { status: 'CANCELLED', payable: false })
    expect((await world.pay(orderId)).body.code).toBe('ORDER_NOT_PAYABLE')
  })

  it('fails at once when the provider refuses, and stays pending when it does not answer', async () => {
    world.provider.next = 422
    expect((await world.pay(orderId)).body.payment).toMatchObject({ status: 'FAILED', failureReason: 'NO' })

    orderId = newId()
    world.setOrder(orderId)
    world.provider.next = 500
    expect((await world.pay(orderId)).body.payment.status).toBe('PENDING')
  })
})

describe('a callback', () => {
  it('settles a payment once, in whatever order and number it comes', async () => {
    const { body } = await world.pay(orderId)
    const { id } = body.payment

    const answers = await Promise.all([
      world.callback(id, 'captured', { eventId: `${id}-2` }),
      world.callback(id, 'captured', { eventId: `${id}-2` }),
      world.callback(id, 'authorized', { eventId: `${id}-1` }),
    ])
    answers.push(await world.callback(id, 'authorized', { eventId: `${id}-3` }))

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(await statusOf(id)).toBe('CAPTURED')
    expect(await eventsOf(orderId)).toEqual(['PaymentCreated', 'PaymentCaptured'])
  })

  it('that overtakes the answer to the client, three times, captures once', async () => {
    world.provider.next = 'captured'
    world.provider.onCharge = (id) =>
      Promise.all([1, 2, 3].map(() => world.callback(id, 'captured', { eventId: `${id}-1` })))

    const { body } = await world.pay(orderId)

    expect(body.payment.status).toBe('CAPTURED')
    expect(await eventsOf(orderId)).toEqual(['PaymentCreated', 'PaymentCaptured'])
  })

  it('is written down with its event or not at all, wherever the function dies', async () => {
    for (let writes = 0; writes < 3; writes++) {
      orderId = newId()
      world.setOrder(orderId)
      const { id } = (await world.pay(orderId)).body.payment

      const revive = dieAfterWrites(writes)
      await world.callback(id, 'captured', { eventId: `${id}-1` })
      revive()

      const events = (await eventsOf(orderId)).filter((name) => name === 'PaymentCaptured')
      expect([await statusOf(id), events]).toEqual(
        events.length > 0 ? ['CAPTURED', ['PaymentCaptured']] : ['PENDING', []],
      )
      await world.callback(id, 'captured', { eventId: `${id}-1` })
      expect([await statusOf(id), await eventsOf(orderId)]).toEqual(['CAPTURED', ['PaymentCreated', 'PaymentCaptured']])
    }
  })

  it('with a bad signature changes nothing', async () => {
    const { body } = await world.pay(orderId)

    const answer = await world.callback(body.payment.id, 'captured', { secret: 'guessed' })

    expect(answer).toMatchObject({ status: 401, body: { code: 'INVALID_SIGNATURE' } })
    expect(await statusOf(body.payment.id)).toBe('PENDING')
  })

  it('with another amount changes nothing', async () => {
    const { body } = await world.pay(orderId)

    expect((await world.callback(body.payment.id, 'captured', { amount: 1 })).status).toBe(400)
    expect(await statusOf(body.payment.id)).toBe('PENDING')
  })
})

describe('the waiting saga', () => {
  it('is resumed when the payment came first', async () => {
    const id = await capturedPayment()
    await world.deliver('PaymentCaptured', id)
    expect(successes()).toHaveLength(0)

    await wait('token-1')

    expect(successes().map(({ taskToken, output }) => [taskToken, JSON.parse(output!)])).toEqual([
      ['token-1', { paymentId: id, amount: { amount: 1999, currency: 'USD' } }],
    ])
  })

  it('is resumed where it waits also when the write of an earlier attempt came after that of the last', async () => {
    await wait('token-2')
    await wait('token-1')
    const id = await capturedPayment()

    await world.deliver('PaymentCaptured', id)

    expect(successes().map(({ taskToken }) => taskToken)).toContain('token-2')
  })

  it('is resumed when it waited first, and told a failure by its name', async () => {
    await wait('token-1')
    const { body } = await world.pay(orderId)
    await world.callback(body.payment.id, 'failed')

    await world.deliver('PaymentFailed', body.payment.id)

    expect(failures()).toEqual([{ taskToken: 'token-1', error: 'PaymentFailed', cause: 'card_declined' }])
  })

  it('that is gone when the late payment comes harms nothing', async () => {
    await wait('token-1')
    world.saga.on(SendTaskSuccessCommand).rejects(Object.assign(new Error('gone'), { name: 'TaskTimedOut' }))
    const id = await capturedPayment()

    expect(await world.deliver('PaymentCaptured', id)).toEqual({ batchItemFailures: [] })
  })
})

describe('a closed order', () => {
  it('gets a captured payment back, once, however often it is asked', async () => {
    const id = await capturedPayment()

    const outcomes = await Promise.all([
      closeAndReturn(orderId, 'CUSTOMER', someDeps()),
      closeAndReturn(orderId, 'CUSTOMER', someDeps()),
    ])

    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['refunded', 'refunded'])
    expect(await getPayment(id)).toMatchObject({ status: 'REFUNDED', refunded: 1999, refunding: 0 })
    expect(world.provider.refunds.get(`${id}-return`)).toBe(1999)
  })

  it('is given back when it is asked again after a refusal whose cause is mended, once', async () => {
    const id = await capturedPayment()
    world.provider.refundFails = 409
    await expect(closeAndReturn(orderId, 'CUSTOMER', someDeps())).rejects.toThrow('refused')
    world.provider.refundFails = undefined

    await Promise.all([1, 2, 3].map(() => closeAndReturn(orderId, 'CUSTOMER', someDeps())))

    expect(await getPayment(id)).toMatchObject({ status: 'REFUNDED', refunded: 1999, refunding: 0 })
    expect(givenBackFor(id)).toEqual([[`${id}-return-2`, 1999]])
  })

  it('is not given back by an old event that comes again after a refusal: a person may have decided since', async () => {
    const id = await capturedPayment()
    world.provider.refundFails = 409
    await expect(closeAndReturn(orderId, 'CUSTOMER', someDeps())).rejects.toThrow('refused')
    world.provider.refundFails = undefined

    await world.deliver('PaymentCaptured', id)

    expect(givenBackFor(id)).toEqual([])
  })

  it('asks nobody once staff gave everything back by hand after a refusal', async () => {
    const id = await capturedPayment()
    world.provider.refundFails = 409
    await expect(closeAndReturn(orderId, 'CUSTOMER', someDeps())).rejects.toThrow('refused')
    world.provider.refundFails = undefined
    await refundByStaff(id)

    expect((await closeAndReturn(orderId, 'CUSTOMER', someDeps())).outcome).toBe('refunded')
    expect(givenBackFor(id)).toEqual([])
  })

  it('gets also what became free after its return, when a refund under way then failed', async () => {
    const id = await capturedPayment()
    world.provider.refundFails = 500
    await refundByStaff(id, 600)
    world.provider.refundFails = undefined
    await closeAndReturn(orderId, 'CUSTOMER', someDeps())
    world.provider.refundFails = 409
    await reconcile(inMinutes(1))
    world.provider.refundFails = undefined
    expect(await getPayment(id)).toMatchObject({ refunded: 1399, refunding: 0 })

    await closeAndReturn(orderId, 'CUSTOMER', someDeps())

    expect(await getPayment(id)).toMatchObject({ status: 'REFUNDED', refunded: 1999, refunding: 0 })
    expect(givenBackFor(id)).toEqual([
      [`${id}-return`, 1399],
      [`${id}-return-2`, 600],
    ])
  })

  it('has an open payment voided', async () => {
    const { body } = await world.pay(orderId)

    const { outcome } = await closeAndReturn(orderId, 'PAYMENT_TIMEOUT', someDeps())

    expect(outcome).toBe('voided')
    expect(await statusOf(body.payment.id)).toBe('VOIDED')
  })

  it('without a payment has nothing to return and takes none any more', async () => {
    expect((await closeAndReturn(orderId, 'CUSTOMER', someDeps())).outcome).toBe('none')
    expect((await world.pay(orderId)).body.code).toBe('ORDER_NOT_PAYABLE')
  })

  it('gives back at once a payment that arrives after its hold and order ended', async () => {
    world.provider.next = 500
    const { body } = await world.pay(orderId)
    const { id } = body.payment
    await closeAndReturn(orderId, 'PAYMENT_TIMEOUT', someDeps())
    expect(await statusOf(id)).toBe('VOIDED')

    await world.callback(id, 'captured')
    await world.deliver('PaymentCaptured', id)

    expect(await statusOf(id)).toBe('REFUNDED')
    expect(world.provider.refunds.get(`${id}-return`)).toBe(1999)
  })
})

describe('the look at a new payment', () => {
  it('finds what the provider captured, where neither its answer nor its callback came', async () => {
    const { body } = await world.pay(orderId)
    const { id } = body.payment
    world.provider.charges.get(`ch_${id}`)!.status = 'captured'

    expect(await world.deliver('PaymentCreated', id)).toEqual({ batchItemFailures: [] })
    await world.deliver('PaymentCreated', id)

    expect(await statusOf(id)).toBe('CAPTURED')
    expect(await eventsOf(orderId)).toEqual(['PaymentCreated', 'PaymentCaptured'])
  })

  it('leaves it to reconciliation while the provider is down, and makes no dead letter', async () => {
    world.provider.next = 500
    const { body } = await world.pay(orderId)
    world.provider.findFails = 503

    const result = await world.deliver('PaymentCreated', body.payment.id)
    world.provider.findFails = undefined

    expect(result).toEqual({ batchItemFailures: [] })
    expect(await statusOf(body.payment.id)).toBe('PENDING')
    expect((await listDueChecks(inMinutes(60), 100)).map(({ id }) => id)).toContain(body.payment.id)
  })
})

describe('reconciliation', () => {
  it('finds a payment whose callback was lost, and asks no more once it is settled', async () => {
    const { body } = await world.pay(orderId)
    const { id } = body.payment
    world.provider.charges.get(`ch_${id}`)!.status = 'captured'

    await checkPayment(id, someDeps(inMinutes(1)))

    expect(await statusOf(id)).toBe('CAPTURED')
    expect((await listDueChecks(inMinutes(60), 100)).map((payment) => payment.id)).not.toContain(id)
  })

  it('gives up on a charge that was never made, but only after a while', async () => {
    world.provider.next = 500
    const { body } = await world.pay(orderId)

    await checkPayment(body.payment.id, someDeps(inMinutes(0.25)))
    expect(await statusOf(body.payment.id)).toBe('PENDING')

    await checkPayment(body.payment.id, someDeps(inMinutes(0.3)))
    expect(await getPayment(body.payment.id)).toMatchObject({ status: 'FAILED', failureReason: 'never_charged' })
  })
})

describe('a payment that is charged anew by a repeated request', () => {
  let key: string
  beforeEach(() => {
    key = newId()
  })
  /** So many seconds ago, without a charge. */
  async function openedBefore(seconds: number): Promise<string> {
    world.provider.next = 500
    const { id } = (await world.pay(orderId, { key })).body.payment
    const payment = (await getPayment(id))!
    const createdAt = inMinutes(-seconds / 60).toISOString()
    await transact([putPayment({ ...payment, createdAt, version: payment.version + 1 }, payment.version)])
    return id
  }

  it('counts as never charged only when also that charge must be over', async () => {
    const id = await openedBefore(14)
    await world.pay(orderId, { key })

    await checkPayment(id, someDeps(inMinutes(4 / 60)))
    expect(await statusOf(id)).toBe('PENDING')

    await checkPayment(id, someDeps(inMinutes(17 / 60)))
    expect(await getPayment(id)).toMatchObject({ status: 'FAILED', failureReason: 'never_charged' })
  })

  it('is not given up by a look that began before that request', async () => {
    const id = await openedBefore(18)
    world.provider.onFind = () => world.pay(orderId, { key })

    await checkPayment(id, someDeps())

    expect(await statusOf(id)).toBe('PENDING')
    expect((await listDueChecks(inMinutes(60), 100)).map((payment) => payment.id)).toContain(id)
  })

  it('is not charged when it was given up before', async () => {
    const id = await openedBefore(18)
    await checkPayment(id, someDeps())
    world.provider.next = 'captured'

    expect((await world.pay(orderId, { key })).body.payment).toMatchObject({ id, status: 'FAILED' })
    expect(world.provider.charges.has(`ch_${id}`)).toBe(false)
  })
})

describe('refunding', () => {
  it('adds parts up to what was paid and never more, under a race as well', async () => {
    const id = await capturedPayment()

    const answers = await Promise.all(Array.from({ length: 6 }, () => refundByStaff(id, 500)))

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3)
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(
      new Set(['REFUND_EXCEEDS_PAYMENT']),
    )
    expect(await getPayment(id)).toMatchObject({ refunded: 1500, refunding: 0, status: 'PARTIALLY_REFUNDED' })
    expect((await refundByStaff(id)).body).toMatchObject({
      payment: { status: 'REFUNDED', refunded: { amount: 1999 } },
      refund: { status: 'SUCCEEDED', amount: { amount: 499 } },
    })
  })

  it('repeated with its key moves money once', async () => {
    const id = await capturedPayment()
    const key = newId()

    const first = await refundByStaff(id, 500, key)
    const second = await refundByStaff(id, 500, key)

    expect(second.body).toEqual(first.body)
    expect(await getPayment(id)).toMatchObject({ refunded: 500 })
  })

  it('that the provider did not answer stays pending, counts as taken, and is settled later, once', async () => {
    const id = await capturedPayment()
    world.provider.refundFails = 500

    const answer = await refundByStaff(id, 1500)
    expect(answer.body).toMatchObject({ refund: { status: 'PENDING' }, payment: { status: 'CAPTURED' } })
    expect((await refundByStaff(id, 1500)).body.code).toBe('REFUND_EXCEEDS_PAYMENT')

    world.provider.refundFails = undefined
    const pending = await listDueRefunds(inMinutes(1), 100)
    expect(pending.map((open) => open.paymentId)).toContain(id)
    await reconcile(inMinutes(1))

    expect(await getPayment(id)).toMatchObject({ refunded: 1500, refunding: 0, status: 'PARTIALLY_REFUNDED' })
    expect(world.provider.refunds.get(answer.body.refund.id)).toBe(1500)
  })

  it('that stays pending is asked for ever less often, so that it does not keep others waiting', async () => {
    const id = await capturedPayment()
    world.provider.refundFails = 500
    await refundByStaff(id, 500)
    const isDue = async (minutes: number) =>
      (await listDueRefunds(inMinutes(minutes), 100)).some(({ paymentId }) => paymentId === id)
    expect([await isDue(0), await isDue(1)]).toEqual([false, true])

    await reconcile(inMinutes(1))

    expect([await isDue(1.9), await isDue(2.1)]).toEqual([false, true])
    world.provider.refundFails = undefined
    await reconcile(inMinutes(2.1))
    expect(await getPayment(id)).toMatchObject({ refunded: 500, refunding: 0 })
  })

  it('that the provider refuses leaves the payment as it was', async () => {
    const id = await capturedPayment()
    world.provider.refundFails = 409

    expect((await refundByStaff(id, 500)).body.refund.status).toBe('FAILED')
    expect(await getPayment(id)).toMatchObject({ refunded: 0, refunding: 0, status: 'CAPTURED' })
  })

  it('that fails after it was accepted is told to operators once, also when it had succeeded', async () => {
    const id = await capturedPayment()
    world.provider.refundFails = 500
    const { body } = await refundByStaff(id, 500)
    const word = { id: body.refund.id, reference: id, amount: { amount: 500, currency: 'USD' } } as const
    const counts = (status: 'SUCCEEDED' | 'FAILED', heard = word) =>
      metricsDuring(() => hearOfRefund({ ...heard, status }, someDeps()))

    expect(await counts('FAILED')).toMatchObject([{ RefundFailed: 1, service: 'payments' }])
    expect(await counts('FAILED')).toEqual([])
    const byHand = { ...word, id: newId() }
    expect(await counts('SUCCEEDED', byHand)).toEqual([])
    expect(await counts('FAILED', byHand)).toMatchObject([{ RefundFailed: 1 }])
  })

  it("of someone else's payment finds nothing", async () => {
    const id = await capturedPayment()

    const answer = await send(refundPayment, {
      method: 'POST',
      headers: { 'idempotency-key': newId() },
      body: { paymentId: id, reason: 'mine?' },
      as: { kind: 'user', id: 'customer-2', role: 'customer', session: 's' },
    })

    expect(answer.status).toBe(404)
  })
})

describe('the money of returned goods', () => {
  /** Delivers the event; the same `eventId` is the same event. */
  async function returned(returnId: string, amount: number, eventId = newId()): Promise<void> {
    const refund = { amount, currency: 'USD' }
    const data = { orderId, number: 'TW-1', customerId: 'customer-1', returnId, items: [], refund }
    const detail = {
      eventId,
      name: 'OrderReturned',
      version: 1,
      occurredAt: new Date().toISOString(),
      correlationId: 'c',
      data,
    }
    const record = { messageId: 'm-1', body: JSON.stringify({ detail }) }
    await refundReturn({ Records: [record] } as unknown as Parameters<typeof refundReturn>[0])
  }
  const outcomes = async () =>
    (
      await queryAll<{
        envelope: { name: string; data: { returnId: string; refunded: { amount: number }; failed: boolean } }
      }>({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `OUTBOX#${orderId}` },
      })
    )
      .filter(({ envelope }) => envelope.name === 'ReturnRefunded')
      .map(({ envelope: { data } }) => [data.returnId, data.refunded.amount, data.failed])

  it('goes back once for a return, however often its event comes', async () => {
    const id = await capturedPayment()
    const eventId = newId()
    await Promise.all([1, 2, 3].map(() => returned('ret-1', 500, eventId)))
    await returned('ret-1', 500, eventId)
    expect((await getPayment(id))!.refunded).toBe(500)
    expect(await outcomes()).toEqual([['ret-1', 500, false]])
  })

  it('is never more than is left, and what went back is told', async () => {
    const id = await capturedPayment()
    await returned('ret-1', 1500)
    await returned('ret-2', 1500)
    await returned('ret-3', 100)
    expect((await getPayment(id))!.refunded).toBe(1999)
    expect(await outcomes()).toEqual([
      ['ret-1', 1500, false],
      ['ret-2', 499, false],
      ['ret-3', 0, false],
    ])
  })

  it('that the provider refuses is told too, so that a person sees to it', async () => {
    await capturedPayment()
    world.provider.refundFails = 409
    await returned('ret-1', 500)
    expect(await outcomes()).toEqual([['ret-1', 0, true]])
  })

  it('of an order that cost nothing is nothing', async () => {
    await returned('ret-1', 0)
    expect(await outcomes()).toEqual([['ret-1', 0, false]])
  })
})
