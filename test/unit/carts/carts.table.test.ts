import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { mockClient } from 'aws-sdk-client-mock'
import { handler as addItem } from '../../../functions/carts/add-item/handler.ts'
import { handler as clearCart } from '../../../functions/carts/clear-cart/handler.ts'
import type { Quote } from '../../../functions/carts/domain/price-cart.ts'
import { handler as getCart } from '../../../functions/carts/get-cart/handler.ts'
import { handler as readCart } from '../../../functions/carts/internal/read-cart/handler.ts'
import { handler as mergeCart } from '../../../functions/carts/merge-cart/handler.ts'
import { handler as orderPlaced } from '../../../functions/carts/on/order-placed/handler.ts'
import { guestOwner } from '../../../functions/carts/owner.ts'
import { handler as setItem } from '../../../functions/carts/set-item/handler.ts'
import { getCart as storedCart } from '../../../functions/carts/table.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { startTable } from '../../support/dynamodb.ts'
import { type Answer, aCustomer, type Request, send } from '../../support/http-event.ts'
import { aQuote, usd } from './builders.ts'

/** The catalog, by sku; product ids as `product-of-<sku>`. */
const catalog = new Map<string, Quote>()
const lambda = mockClient(LambdaClient)
let table: Awaited<ReturnType<typeof startTable>>

beforeAll(async () => {
  table = await startTable()
  process.env.FUNCTION_CATALOG_QUOTE_ITEMS = 'arn:quote-items'
})
afterAll(() => table.stop())

beforeEach(() => {
  catalog.clear()
  for (const sku of ['a', 'b', 'c']) catalog.set(sku, aQuote(sku))
  lambda.reset()
  lambda.on(InvokeCommand).callsFake(async ({ Payload }) => {
    const { references } = JSON.parse(Buffer.from(Payload).toString()) as { references: string[] }
    const lines = references.map((reference) => {
      const quote = catalog.get(reference.replace(/^product-of-/, ''))
      return quote ? { reference, ...quote } : { reference, status: 'unknown' }
    })
    return { Payload: Buffer.from(JSON.stringify({ lines })) }
  })
})

type Who = Pick<Request, 'as' | 'headers'>
const add = (who: Who, sku: string, quantity: number, headers: Record<string, string> = {}) =>
  send(addItem, { ...who, method: 'POST', body: { sku, quantity }, headers: { ...who.headers, ...headers } })
const set = (who: Who, sku: string, quantity: unknown, headers: Record<string, string> = {}) =>
  send(setItem, { ...who, method: 'PUT', params: { sku }, body: { quantity }, headers: { ...who.headers, ...headers } })
const get = (who: Who) => send(getCart, who)
const aUser = (): Who => ({ as: aCustomer(newId()) })
const guestWith = (answer: Answer): Who => ({ headers: { 'x-cart-token': answer.headers['x-cart-token']! } })
const quantities = ({ body }: Answer) =>
  Object.fromEntries(body.cart.lines.map(({ sku, quantity }: { sku: string; quantity: number }) => [sku, quantity]))

describe('a guest', () => {
  it('gets a token with the first thing put in, and finds the cart again by it', async () => {
    const first = await add({}, 'a', 2)
    const guest = guestWith(first)

    expect(first.headers['x-cart-token']).toMatch(/^[\w-]{43}$/)
    expect(first.body.cart).toMatchObject({ version: 1, itemCount: 2, total: usd(2000) })
    expect((await get(guest)).body.cart).toEqual(first.body.cart)
  })

  it('sees an empty cart without or with an unknown token, and none is made', async () => {
    const unknown = { headers: { 'x-cart-token': 'somebody-made-this-up-and-it-is-long' } }

    const answers = [await get({}), await get(unknown)]

    for (const { status, body, headers } of answers) {
      expect(status).toBe(200)
      expect(body.cart).toMatchObject({ lines: [], version: 0, itemCount: 0, total: usd(0) })
      expect(headers['x-cart-token']).toBeUndefined()
    }
  })

  it('never gets a cart under a token that the client made up', async () => {
    const token = 'somebody-made-this-up-and-it-is-long'

    const answer = await add({ headers: { 'x-cart-token': token } }, 'a', 1)

    expect(answer.headers['x-cart-token']).not.toBe(token)
  })

  it('loses the cart 30 days after the last change, even while the item is still there', async () => {
    const owner = guestOwner((await add({}, 'a', 1)).headers['x-cart-token']!)
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

    expect(await storedCart(owner, inDays(29))).toBeDefined()
    expect(await storedCart(owner, inDays(31))).toBeUndefined()
  })
})

describe('lines', () => {
  it('are set, added to, and taken out with 0', async () => {
    const user = aUser()

    await set(user, 'a', 5)
    await add(user, 'a', 2)
    await add(user, 'b', 1)
    const answer = await set(user, 'b', 0)

    expect(quantities(answer)).toEqual({ a: 7 })
    expect(answer.body.cart.version).toBe(4)
  })

  it('are named by product id too, for products without variants', async () => {
    const user = aUser()

    const added = await send(addItem, { ...user, method: 'POST', body: { productId: 'product-of-a', quantity: 1 } })
    await set(user, 'product-of-b', 2)

    expect(quantities(added)).toEqual({ a: 1 })
    expect(quantities(await set(user, 'product-of-a', 0))).toEqual({ b: 2 })
  })

  it('need a product that exists and is for sale', async () => {
    catalog.set('gone', aQuote('gone', { status: 'unavailable' }))

    expect(await add(aUser(), 'nothing', 1)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    expect(await add(aUser(), 'gone', 1)).toMatchObject({ status: 409, body: { code: 'UNAVAILABLE' } })
  })

  it.each([-1, 1.5, 100_001, '2', null])('refuse %p units', async (quantity) => {
    expect((await set(aUser(), 'a', quantity)).status).toBe(400)
    expect((await add(aUser(), 'a', quantity as number)).status).toBe(400)
  })

  it('of a product that is no longer sold can be taken out', async () => {
    const user = aUser()
    await add(user, 'a', 1)
    catalog.delete('a')

    expect((await get(user)).body.cart).toMatchObject({ lines: [{ problem: 'UNAVAILABLE' }], total: usd(0) })
    expect(quantities(await set(user, 'a', 0))).toEqual({})
  })

  it('show a price that changed since, until they are set again', async () => {
    const user = aUser()
    await add(user, 'a', 1)
    catalog.set('a', aQuote('a', { price: 1500 }))

    const changed = await get(user)
    const accepted = await set(user, 'a', 1)

    expect(changed.body.cart.lines[0]).toMatchObject({ problem: 'PRICE_CHANGED', unitPrice: usd(1500) })
    expect(accepted.body.cart.lines[0].problem).toBeUndefined()
  })

  it('are priced by one call to the catalog', async () => {
    const user = aUser()
    for (const sku of ['a', 'b', 'c']) await add(user, sku, 1)
    lambda.resetHistory()

    await get(user)

    expect(lambda.commandCalls(InvokeCommand)).toHaveLength(1)
  })
})

describe('at the same time', () => {
  it('no unit of many added is lost', async () => {
    const user = aUser()

    const answers = await Promise.all(Array.from({ length: 25 }, (_, n) => add(user, ['a', 'b', 'c'][n % 3]!, 1)))

    expect(answers.map(({ status }) => status)).toEqual(Array(25).fill(200))
    expect((await get(user)).body.cart).toMatchObject({ itemCount: 25, version: 25 })
  })

  it('a repeated request with an Idempotency-Key adds once', async () => {
    const user = aUser()

    const first = await add(user, 'a', 2, { 'idempotency-key': 'k' })
    const again = await add(user, 'a', 2, { 'idempotency-key': 'k' })

    expect(again.body).toEqual(first.body)
    expect(quantities(await get(user))).toEqual({ a: 2 })
  })

  it('a stale version is refused', async () => {
    const user = aUser()
    await add(user, 'a', 1)

    expect((await set(user, 'a', 2, { 'if-match': '"1"' })).status).toBe(200)
    expect(await set(user, 'a', 3, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'VERSION_MISMATCH' },
    })
  })
})

describe('merging', () => {
  const merge = (user: Who, guest: Who) => send(mergeCart, { ...user, method: 'POST', headers: { ...guest.headers } })

  it('takes the larger quantity, and repeating it changes nothing', async () => {
    const user = aUser()
    await add(user, 'a', 3)
    const guest = guestWith(await add({}, 'a', 5))
    await add(guest, 'b', 1)

    const first = await merge(user, guest)
    const second = await merge(user, guest)

    expect(quantities(first)).toEqual({ a: 5, b: 1 })
    expect(second.body).toEqual(first.body)
    expect((await get(guest)).body.cart).toMatchObject({ lines: [], version: 0 })
  })

  it('happens once however often it is asked for at the same time', async () => {
    const user = aUser()
    const guest = guestWith(await add({}, 'a', 5))

    const answers = await Promise.all(Array.from({ length: 6 }, () => merge(user, guest)))

    expect(answers.map(quantities)).toEqual(Array(6).fill({ a: 5 }))
    expect((await get(user)).body.cart.version).toBe(1)
  })

  it('does not bring back what the user took out after it', async () => {
    const user = aUser()
    const guest = guestWith(await add({}, 'a', 5))
    await merge(user, guest)
    await set(user, 'a', 0)

    expect(quantities(await merge(user, guest))).toEqual({})
  })

  it('needs somebody signed in', async () => {
    expect((await merge({}, {})).status).toBe(401)
  })

  it('gives a guest who goes on with the old token a new cart', async () => {
    const guest = guestWith(await add({}, 'a', 5))
    await merge(aUser(), guest)

    const next = await add(guest, 'b', 1)

    expect(quantities(next)).toEqual({ b: 1 })
    expect(next.headers['x-cart-token']).not.toBe(guest.headers!['x-cart-token'])
  })
})

describe('an order', () => {
  const place = (
    userId: string,
    cart: { id: string; version: number } | undefined,
    items: [string, number][],
    eventId: string,
  ) =>
    orderPlaced({
      Records: [
        {
          messageId: newId(),
          body: JSON.stringify({
            detail: {
              eventId,
              name: 'OrderPlaced',
              version: 1,
              occurredAt: '2026-01-01T00:00:00Z',
              correlationId: 'c',
              data: {
                orderId: 'o',
                number: 'n',
                customerId: userId,
                cart,
                items: items.map(([sku, quantity]) => ({ sku, productId: 'p', quantity, unitPrice: usd(1000) })),
                total: usd(1000),
              },
            },
          }),
        },
      ],
    } as never)

  it('empties the cart that it was made from', async () => {
    const user = aUser()
    const userId = user.as!.id!
    await add(user, 'a', 2)
    const { cart } = await readCart({ userId })

    await place(userId, cart!, [['a', 2]], newId())

    expect(cart).toMatchObject({ version: 1, lines: [{ sku: 'a', quantity: 2 }] })
    expect((await get(user)).body.cart).toMatchObject({ lines: [], version: 2 })
    expect(await readCart({ userId })).toEqual({ cart: null })
  })

  it('leaves what was put in meanwhile, also when the event comes twice', async () => {
    const user = aUser()
    const userId = user.as!.id!
    await add(user, 'a', 2)
    const { cart } = await readCart({ userId })
    await add(user, 'a', 3)
    await add(user, 'b', 1)

    const eventId = newId()
    await place(userId, cart!, [['a', 2]], eventId)
    const again = await place(userId, cart!, [['a', 2]], eventId)

    expect(again.batchItemFailures).toEqual([])
    expect(quantities(await get(user))).toEqual({ a: 3, b: 1 })
  })

  it('of named items leaves the cart alone', async () => {
    const user = aUser()
    await add(user, 'a', 2)

    await place(user.as!.id!, undefined, [['a', 2]], newId())

    expect(quantities(await get(user))).toEqual({ a: 2 })
  })
})

describe('clearing', () => {
  it('answers the empty cart', async () => {
    const user = aUser()
    await add(user, 'a', 2)

    const answer = await send(clearCart, { ...user, method: 'DELETE' })

    expect(answer).toMatchObject({ status: 200, body: { cart: { lines: [], itemCount: 0, version: 2 } } })
  })
})
