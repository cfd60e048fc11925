import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { handler as createCoupon } from '../../../functions/orders/create-coupon/handler.ts'
import { handler as deleteCoupon } from '../../../functions/orders/delete-coupon/handler.ts'
import { close } from '../../../functions/orders/domain/checkout-steps.ts'
import { handler as getCoupon } from '../../../functions/orders/get-coupon/handler.ts'
import { handler as quoteCoupon } from '../../../functions/orders/internal/quote-coupon/handler.ts'
import { handler as listCoupons } from '../../../functions/orders/list-coupons/handler.ts'
import { handler as placeOrder } from '../../../functions/orders/place-order/handler.ts'
import { handler as setStatus } from '../../../functions/orders/set-order-status/handler.ts'
import { changeOrder } from '../../../functions/orders/table.ts'
import { handler as updateCoupon } from '../../../functions/orders/update-coupon/handler.ts'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { anAddress, at, usd } from './builders.ts'
import { playOtherServices } from './other-services.ts'

let started: Awaited<ReturnType<typeof startTable>>
let others: ReturnType<typeof playOtherServices>
beforeAll(async () => {
  started = await startTable()
  others = playOtherServices()
})
afterAll(async () => {
  others.restore()
  dynamodb.destroy()
  await started.stop()
})

const staff = { ...aCustomer('s-1'), role: 'staff' }
const context = { newId, now: new Date(at), correlationId: 'c' }
const aCode = () => `T${newId()}`

async function create(terms: object = {}): Promise<string> {
  const code = aCode()
  const body = { code, type: 'percentage', value: 10, ...terms }
  const answer = await send(createCoupon, { method: 'POST', body, as: staff })
  expect(answer.status).toBe(201)
  return code
}
const read = async (code: string) => (await send(getCoupon, { params: { code }, as: staff })).body.coupon
const update = (code: string, body: object, headers = {}) =>
  send(updateCoupon, { method: 'PUT', params: { code }, body, as: staff, headers })
const order = (couponCode: string | undefined, as = aCustomer(newId())) =>
  send(placeOrder, {
    method: 'POST',
    body: { items: [{ sku: 'MUG', quantity: 2 }], shippingAddress: anAddress(), couponCode },
    as,
    headers: { 'idempotency-key': newId() },
  })

describe('staff', () => {
  it('make a coupon, find it in any case, change and delete it', async () => {
    const code = await create({ validTo: '2030-01-01', maxUses: 5 })
    expect(await read(code.toLowerCase())).toMatchObject({ code, value: 10, maxUses: 5, used: 0, version: 1 })
    const again = await send(createCoupon, {
      method: 'POST',
      body: { code: code.toLowerCase(), type: 'free_shipping' },
      as: staff,
    })
    expect(again).toMatchObject({ status: 409, body: { code: 'ALREADY_EXISTS' } })

    const changed = await update(code, { value: 25, maxUses: null }, { 'if-match': '"1"' })
    expect(changed.body.coupon).toMatchObject({ value: 25, validTo: '2030-01-01', version: 2 })
    expect(changed.body.coupon).not.toHaveProperty('maxUses')
    expect((await update(code, { value: 1 }, { 'if-match': '"1"' })).status).toBe(412)
    expect((await update(code, { value: 101 })).status).toBe(400)
    expect((await update(code, { code: 'OTHER' })).status).toBe(400)

    expect((await send(deleteCoupon, { method: 'DELETE', params: { code }, as: staff })).status).toBe(204)
    expect((await send(getCoupon, { params: { code }, as: staff })).status).toBe(404)
  })

  it('list them by code, in pages', async () => {
    const codes = [await create(), await create(), await create()]
    const list = async (query: Record<string, string>) => (await send(listCoupons, { query, as: staff })).body
    const first = await list({ limit: '2' })
    expect(first.items).toHaveLength(2)
    const found: string[] = []
    for (let page = await list({}); ; page = await list({ cursor: page.nextCursor })) {
      found.push(...page.items.map((coupon: { code: string }) => coupon.code))
      if (page.nextCursor === null) break
    }
    expect(found).toEqual(expect.arrayContaining(codes))
    expect(found).toEqual([...found].sort())
  })

  it('are the only ones who may', async () => {
    expect((await send(listCoupons, { as: aCustomer('c') })).status).toBe(403)
    expect((await send(createCoupon, { method: 'POST', body: {}, as: aCustomer('c') })).status).toBe(403)
  })
})

describe('an order with a coupon', () => {
  it('costs less and counts one use', async () => {
    const code = await create()
    const { body } = await order(code.toLowerCase())
    expect(body.order).toMatchObject({ couponCode: code, discount: usd(400), total: usd(3998 - 400 + 599) })
    expect((await read(code)).used).toBe(1)
  })

  it('with a code that does not apply is refused, and nothing is placed or counted', async () => {
    const code = await create({ minSubtotal: usd(100_000) })
    expect(await order(code)).toMatchObject({ status: 409, body: { code: 'COUPON_MINIMUM_NOT_MET' } })
    expect(await order('NOSUCHCODE')).toMatchObject({ status: 409, body: { code: 'COUPON_INVALID' } })
    expect((await read(code)).used).toBe(0)
  })

  it('passes no limit, however many orders race for the last uses', async () => {
    const code = await create({ maxUses: 5 })
    const answers = await Promise.all(Array.from({ length: 20 }, () => order(code)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5)
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(
      new Set(['COUPON_EXHAUSTED']),
    )
    expect((await read(code)).used).toBe(5)
  })

  it('passes no limit by customer either', async () => {
    const code = await create({ maxUsesPerCustomer: 2 })
    const ada = aCustomer(newId())
    const answers = await Promise.all(Array.from({ length: 6 }, () => order(code, ada)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2)
    expect((await order(code)).status).toBe(201)
    expect((await read(code)).used).toBe(3)
  })

  it('is one order for who presses twice, although its coupon is used up by then', async () => {
    const code = await create({ maxUses: 1 })
    const request = {
      method: 'POST',
      body: { items: [{ sku: 'MUG', quantity: 2 }], shippingAddress: anAddress(), couponCode: code },
      as: aCustomer(newId()),
      headers: { 'idempotency-key': newId() },
    }
    const quote = others.answers['quote-items']!
    let first: Awaited<ReturnType<typeof send>> | undefined
    others.answers['quote-items'] = async (input) => {
      others.answers['quote-items'] = quote
      // The second press has looked for an answer and found none; now the first is done.
      first = await send(placeOrder, request)
      return await quote(input)
    }
    const second = await send(placeOrder, request)

    expect(first?.status).toBe(201)
    expect(second).toMatchObject({ status: 201, body: first!.body, headers: { 'idempotent-replayed': 'true' } })
    expect((await read(code)).used).toBe(1)
  })

  it('takes the cart’s coupon over, unless it names another', async () => {
    const [carts, named] = [await create(), await create({ value: 50 })]
    others.answers['read-cart'] = () => ({
      cart: { id: 'cart-1', version: 3, lines: [{ sku: 'PEN', quantity: 1 }], couponCode: carts },
    })
    const fromCart = (more = {}) =>
      send(placeOrder, {
        method: 'POST',
        body: { addressId: 'a-1', ...more },
        as: aCustomer(newId()),
        headers: { 'idempotency-key': newId() },
      })
    expect((await fromCart()).body.order).toMatchObject({ couponCode: carts, discount: usd(200) })
    expect((await fromCart({ couponCode: named })).body.order).toMatchObject({ couponCode: named, discount: usd(1000) })
    others.reset()
  })

  it('waits for its turn where everybody uses the coupon at the same time', async () => {
    const code = await create()
    const conflict = Object.assign(new Error('conflict'), {
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
    })
    const real = DynamoDBDocumentClient.prototype.send
    let conflicts = 11
    const spy = jest.spyOn(DynamoDBDocumentClient.prototype, 'send').mockImplementation(function (
      this: never,
      command: never,
    ) {
      if ((command as object) instanceof TransactWriteCommand && conflicts-- > 0) return Promise.reject(conflict)
      return (real as (command: never) => never).call(this, command)
    } as never)
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.001)
    const answer = await order(code)
    spy.mockRestore()
    random.mockRestore()
    expect(answer.status).toBe(201)
    expect((await read(code)).used).toBe(1)
  })
})

describe('a use is given back', () => {
  it('when the order is cancelled, once', async () => {
    const code = await create({ maxUses: 1, maxUsesPerCustomer: 1 })
    const ada = aCustomer(newId())
    const { body } = await order(code, ada)
    expect((await order(code, ada)).status).toBe(409)
    const cancel = () =>
      send(setStatus, { method: 'PUT', params: { id: body.order.id }, body: { status: 'CANCELLED' }, as: ada })
    await Promise.all([cancel(), cancel(), cancel()])
    expect((await read(code)).used).toBe(0)
    expect((await order(code, ada)).status).toBe(201)
    expect((await read(code)).used).toBe(1)
  })

  it('when the payment fails', async () => {
    const code = await create()
    const { body } = await order(code)
    for (let n = 0; n < 2; n++) {
      await changeOrder(body.order.id, (current) => close(current, { Error: 'OutOfStock' }, at), context)
    }
    expect((await read(code)).used).toBe(0)
  })

  it('or not, when staff deleted the coupon meanwhile: the order is closed all the same', async () => {
    const code = await create()
    const { body } = await order(code)
    await send(deleteCoupon, { method: 'DELETE', params: { code }, as: staff })
    const closed = await changeOrder(body.order.id, (current) => close(current, { Error: 'OutOfStock' }, at), context)
    expect(closed!.status).toBe('CANCELLED')
  })
})

describe('a quote for a cart', () => {
  it('tells the discount, or the reason why there is none, and takes no use', async () => {
    const code = await create({ minSubtotal: 5000 })
    expect(await quoteCoupon({ code: code.toLowerCase(), subtotal: usd(6000) })).toEqual({
      code,
      discount: usd(600),
      freeShipping: false,
    })
    expect(await quoteCoupon({ code, subtotal: usd(4999) })).toMatchObject({
      discount: usd(0),
      problem: { code: 'COUPON_MINIMUM_NOT_MET' },
    })
    expect(await quoteCoupon({ code: 'NONE', subtotal: usd(1) })).toMatchObject({ problem: { code: 'COUPON_INVALID' } })
    expect((await read(code)).used).toBe(0)
  })
})
