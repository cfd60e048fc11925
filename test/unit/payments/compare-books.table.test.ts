import { InvokeCommand } from '@aws-sdk/client-lambda'
import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { comparePage } from '../../../functions/payments/compare-books.ts'
import { checkPayment } from '../../../functions/payments/reconcile.ts'
import { compareRecent, handler } from '../../../functions/payments/schedules/compare-books/handler.ts'
import { handler as awaitPayment } from '../../../functions/payments/steps/await-payment/handler.ts'
import { getPayment } from '../../../functions/payments/table.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { someDeps } from './builders.ts'
import { startWorld, type World } from './world.ts'

let world: World
let orderId: string

beforeAll(async () => {
  world = await startWorld()
  Object.assign(process.env, {
    SERVICE_NAME: 'payments',
    FUNCTION_ORDERS_PAGE_ORDERS: 'page-orders',
    FUNCTION_INVENTORY_GET_HOLDS: 'get-holds',
    FUNCTION_INVENTORY_RELEASE_HOLD: 'release-hold',
  })
})
afterAll(() => world.stop())
beforeEach(() => {
  orderId = newId()
  world.saga.reset()
  world.lambda.reset()
  world.setOrder(orderId)
  Object.assign(world.provider, { next: 'pending', refundFails: undefined })
})

// biome-ignore lint/suspicious/noExplicitAny: the SDK's payload type adds a method that nobody needs here.
const payload = (answer: object) => ({ Payload: Buffer.from(JSON.stringify(answer)) as any })
const span = { from: '2026-01-01T00:00:00.000Z', before: '2027-01-01T00:00:00.000Z' }
const askedOf = (name: string) =>
  world.lambda
    .commandCalls(InvokeCommand)
    .map((call) => call.args[0].input)
    .filter(({ FunctionName }) => FunctionName === name)
    .map(({ Payload }) => JSON.parse(Buffer.from(Payload as Uint8Array).toString()))

/** What the other services say of the order. */
function tell(status: string, holds: readonly { status: string; units: number }[] = [], more: object = {}) {
  const total = { amount: 1999, currency: 'USD' }
  const order = { orderId, status, stage: status, total, refunded: 0, createdAt: new Date().toISOString(), ...more }
  world.lambda.on(InvokeCommand, { FunctionName: 'page-orders' }).resolves(payload({ orders: [order] }))
  world.lambda
    .on(InvokeCommand, { FunctionName: 'get-holds' })
    .resolves(payload({ holds: holds.map((hold) => ({ orderId, ...hold })) }))
  world.lambda.on(InvokeCommand, { FunctionName: 'release-hold' }).resolves(payload({}))
}

/** What the saga does that waits for its payment. */
const wait = () => awaitPayment({ orderId, correlationId: 'c', taskToken: 'token-1' }, { awsRequestId: 'r' })
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

const compare = async (repair = true) =>
  (await comparePage(span, repair, someDeps())).found.map(({ what, outcome }) => `${what} ${outcome}`)

describe('comparing the books', () => {
  it('takes over a capture whose callback was lost', async () => {
    const { body } = await world.pay(orderId)
    await wait()
    for (const charge of world.provider.charges.values()) charge.status = 'captured'
    tell('AWAITING_PAYMENT', [{ status: 'HELD', units: 2 }])

    expect(await compare()).toEqual(['CAPTURED_AT_PROVIDER_ONLY repaired'])
    expect(await getPayment(body.payment.id)).toMatchObject({ status: 'CAPTURED' })
    expect(await compare()).toEqual(['PAID_AND_WAITING repaired'])
  })

  it('takes over a charge that took effect when it had counted as never made, and has it given back', async () => {
    world.provider.next = 500
    const { body } = await world.pay(orderId)
    const { id } = body.payment
    await checkPayment(id, { ...someDeps(), now: new Date(Date.now() + 20_000) })
    expect(await getPayment(id)).toMatchObject({ status: 'FAILED', failureReason: 'never_charged' })
    world.provider.charges.set(`ch_${id}`, {
      id: `ch_${id}`,
      reference: id,
      status: 'captured',
      amount: 1999,
      currency: 'USD',
    })
    tell('PAYMENT_FAILED')

    expect(await compare()).toEqual(['CAPTURED_AT_PROVIDER_ONLY repaired'])
    expect(await compare()).toEqual(['CAPTURED_FOR_CLOSED_ORDER repaired'])
    expect(await getPayment(id)).toMatchObject({ status: 'REFUNDED', refunded: 1999 })
  })

  it('resumes an order whose payment it never heard of', async () => {
    world.provider.next = 'captured'
    await world.pay(orderId)
    await wait()
    tell('AWAITING_PAYMENT', [{ status: 'HELD', units: 2 }])

    expect(await compare(false)).toEqual(['PAID_AND_WAITING open'])
    expect(world.saga.commandCalls(SendTaskSuccessCommand)).toHaveLength(0)
    expect(await compare()).toEqual(['PAID_AND_WAITING repaired'])
    expect(world.saga.commandCalls(SendTaskSuccessCommand)).toHaveLength(1)
  })

  it('leaves to a person an order whose checkout is dead, however often it looks', async () => {
    world.provider.next = 'captured'
    await world.pay(orderId)
    await wait()
    world.saga.on(SendTaskSuccessCommand).rejects(Object.assign(new Error('gone'), { name: 'TaskTimedOut' }))
    tell('AWAITING_PAYMENT', [{ status: 'HELD', units: 2 }], { createdAt: minutesAgo(35) })

    expect(await compare()).toEqual(['PAID_AND_WAITING open', 'STANDS_STILL open'])
    expect(await compare()).toEqual(['PAID_AND_WAITING open', 'STANDS_STILL open'])
  })

  it('gives the money of a closed order back, once', async () => {
    world.provider.next = 'captured'
    const { body } = await world.pay(orderId)
    tell('CANCELLED')

    expect(await compare()).toEqual(['CAPTURED_FOR_CLOSED_ORDER repaired'])
    expect(await compare()).toEqual([])
    expect(await getPayment(body.payment.id)).toMatchObject({ status: 'REFUNDED', refunded: 1999 })
    expect([...world.provider.refunds.keys()].filter((id) => id.startsWith(body.payment.id))).toHaveLength(1)
  })

  it('leaves what the provider refuses to a person, and gives it back once the cause is mended', async () => {
    world.provider.next = 'captured'
    const { body } = await world.pay(orderId)
    tell('CANCELLED')
    world.provider.refundFails = 409

    expect(await compare()).toEqual(['CAPTURED_FOR_CLOSED_ORDER failed'])
    world.provider.refundFails = undefined
    expect(await compare()).toEqual(['CAPTURED_FOR_CLOSED_ORDER repaired'])
    expect(await getPayment(body.payment.id)).toMatchObject({ status: 'REFUNDED', refunded: 1999 })
  })

  it('has the stock of a closed order released, and touches none while it only looks', async () => {
    tell('CANCELLED', [{ status: 'HELD', units: 2 }])

    expect(await compare(false)).toEqual(['STOCK_FOR_CLOSED_ORDER open'])
    expect(askedOf('release-hold')).toEqual([])
    expect(await compare()).toEqual(['STOCK_FOR_CLOSED_ORDER repaired'])
    expect(askedOf('release-hold')).toEqual([{ orderId, because: 'closed' }])
  })
})

describe('the scheduled comparison', () => {
  it('looks at three short spans, however old the shop is, and repairs', async () => {
    tell('CANCELLED', [{ status: 'HELD', units: 2 }])
    const now = new Date('2026-03-01T12:00:00.000Z')

    const { orders } = await compareRecent(now)

    expect(orders).toBe(3)
    expect(askedOf('page-orders').map(({ placedFrom, placedBefore }) => [placedFrom, placedBefore])).toEqual([
      ['2026-03-01T10:55:00.000Z', '2026-03-01T11:25:00.000Z'],
      ['2026-02-28T11:30:00.000Z', '2026-02-28T12:00:00.000Z'],
      ['2026-01-29T11:30:00.000Z', '2026-01-29T12:00:00.000Z'],
    ])
    expect(askedOf('release-hold')).toHaveLength(3)
  })

  it('compares one page of a span when it is asked to, and repairs only then when it may', async () => {
    tell('CANCELLED', [{ status: 'HELD', units: 2 }])
    const { found } = await handler({ reconcile: { ...span, repair: false } })
    expect(found).toMatchObject([{ orderId, what: 'STOCK_FOR_CLOSED_ORDER', repair: 'release', outcome: 'open' }])
    expect(askedOf('release-hold')).toEqual([])
  })
})
