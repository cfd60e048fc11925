import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { close } from '../../../functions/orders/domain/checkout-steps.ts'
import { limitedUnits, MAX_LIMITED_PRODUCTS } from '../../../functions/orders/domain/purchase-limit.ts'
import { handler as exportCustomer } from '../../../functions/orders/internal/export-customer/handler.ts'
import { handler as placeOrder } from '../../../functions/orders/place-order/handler.ts'
import { handler as setStatus } from '../../../functions/orders/set-order-status/handler.ts'
import { handler as eraseCustomer } from '../../../functions/orders/steps/erase-customer/handler.ts'
import { purchasesKey } from '../../../functions/orders/table/keys.ts'
import { deletePurchases } from '../../../functions/orders/table/purchases.ts'
import { changeOrder, countPurchases } from '../../../functions/orders/table.ts'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { allItems, startTable } from '../../support/dynamodb.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { aLine, anAddress, at } from './builders.ts'
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
/** Limited by their names, see `other-services.ts`. */
const TWO = 'MAX2-LAMP'
const FIVE = 'MAX5-TENT'

const order = (as: ReturnType<typeof aCustomer>, items: Record<string, number>, key = newId()) =>
  send(placeOrder, {
    method: 'POST',
    body: {
      items: Object.entries(items).map(([sku, quantity]) => ({ sku, quantity })),
      shippingAddress: anAddress(),
    },
    as,
    headers: { 'idempotency-key': key },
  })
const cancel = (id: string, as: object) =>
  send(setStatus, { method: 'PUT', params: { id }, body: { status: 'CANCELLED' }, as: as as typeof staff })
const counted = async (userId: string, sku: string) =>
  (await countPurchases(userId, [`prd-${sku}`])).get(`prd-${sku}`) ?? 0
const someone = () => {
  const id = newId()
  return { id, as: aCustomer(id) }
}

describe('A product with a limit for each customer', () => {
  it('is sold up to the limit over all orders of a customer, and to others as well', async () => {
    const ada = someone()

    expect((await order(ada.as, { [FIVE]: 3 })).status).toBe(201)
    expect((await order(ada.as, { [FIVE]: 2 })).status).toBe(201)
    const refused = await order(ada.as, { [FIVE]: 1 })

    expect(refused).toMatchObject({ status: 409, body: { code: 'PURCHASE_LIMIT' } })
    expect((await order(someone().as, { [FIVE]: 5 })).status).toBe(201)
    expect(await counted(ada.id, FIVE)).toBe(5)
  })

  it('is refused with every line that is over its limit and what is left of it, and nothing is counted', async () => {
    const ada = someone()
    await order(ada.as, { [FIVE]: 4 })

    const { body } = await order(ada.as, { [FIVE]: 2, [TWO]: 3, MUG: 50 })

    expect(body.errors).toEqual([
      { path: FIVE, message: 'at most 5 for each customer, you can order 1 more' },
      { path: TWO, message: 'at most 2 for each customer, you can order 2 more' },
    ])
    expect([await counted(ada.id, FIVE), await counted(ada.id, TWO)]).toEqual([4, 0])
  })

  it('passes no limit however many orders race', async () => {
    const ada = someone()

    const answers = await Promise.all(Array.from({ length: 12 }, () => order(ada.as, { [FIVE]: 2 })))

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2)
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(
      new Set(['PURCHASE_LIMIT']),
    )
    expect(await counted(ada.id, FIVE)).toBe(4)
  })

  it('is counted once by a request that is repeated, however often', async () => {
    const ada = someone()
    const key = newId()
    const first = await order(ada.as, { [TWO]: 2 }, key)

    const again = await Promise.all(Array.from({ length: 4 }, () => order(ada.as, { [TWO]: 2 }, key)))

    expect(new Set(again.map(({ body }) => body.order.id))).toEqual(new Set([first.body.order.id]))
    expect(await counted(ada.id, TWO)).toBe(2)
  })

  it('counts all variants of the product together', () => {
    const lines = [
      { ...aLine({ sku: 'TEE-S', productId: 'tee' }), quantity: 2 },
      { ...aLine({ sku: 'TEE-M', productId: 'tee' }), quantity: 3 },
    ]
    expect(limitedUnits(lines, new Map([['tee', 9]]))).toEqual({ tee: 5 })
    expect(limitedUnits(lines, new Map())).toBeUndefined()
  })

  it('asks to order in parts where one transaction could not count all products', () => {
    const lines = Array.from({ length: MAX_LIMITED_PRODUCTS + 1 }, (_, n) =>
      aLine({ sku: `S-${n}`, productId: `p-${n}` }),
    )
    const limits = new Map(lines.map(({ productId }) => [productId, 9]))
    expect(limitedUnits(lines.slice(1), limits)).toBeDefined()
    expect(() => limitedUnits(lines, limits)).toThrow(/in parts/)
  })

  it('leaves no count behind for orders without limits', async () => {
    const ada = someone()
    await order(ada.as, { MUG: 5 })
    const items = await allItems(started.tableName)
    expect(items.filter(({ pk }) => String(pk) === `PURCHASES#${ada.id}`)).toEqual([])
  })
})

describe('The units of a limited product', () => {
  it('are free again when the order is cancelled, once', async () => {
    const ada = someone()
    const { body } = await order(ada.as, { [TWO]: 2 })
    const other = await order(ada.as, { [FIVE]: 1 })

    await Promise.all([cancel(body.order.id, ada.as), cancel(body.order.id, staff), cancel(body.order.id, ada.as)])

    expect([await counted(ada.id, TWO), await counted(ada.id, FIVE)]).toEqual([0, 1])
    expect((await order(ada.as, { [TWO]: 2 })).status).toBe(201)
    expect(other.status).toBe(201)
  })

  it.each(['OutOfStock', 'PaymentFailed', 'PaymentTimeout'])(
    'are free again when the checkout ends with %s, once',
    async (failure) => {
      const ada = someone()
      const { body } = await order(ada.as, { [TWO]: 2 })
      for (let n = 0; n < 2; n++) {
        await changeOrder(body.order.id, (current) => close(current, { Error: failure }, at), context)
      }
      expect(await counted(ada.id, TWO)).toBe(0)
    },
  )

  it('are no hindrance to closing an order that was written while its customer was erased', async () => {
    const ada = someone()
    const { body } = await order(ada.as, { [TWO]: 1 })
    await deletePurchases(purchasesKey(ada.id, `prd-${TWO}`))
    expect((await cancel(body.order.id, staff)).status).toBe(200)
  })

  it('are in the export of the customer', async () => {
    const ada = someone()
    await order(ada.as, { [TWO]: 1 })
    const { data } = await exportCustomer({ userId: ada.id })
    expect(data.limitedPurchases).toEqual([{ productId: `prd-${TWO}`, units: 1 }])
  })

  it('are forgotten when the customer is erased, also by what happens to the orders later', async () => {
    const ada = someone()
    const { body } = await order(ada.as, { [TWO]: 1 })
    await changeOrder(
      body.order.id,
      (current) => ({ order: { ...current, status: 'NEEDS_ATTENTION', version: current.version + 1 }, events: [] }),
      context,
    )
    await order(ada.as, { [FIVE]: 1 })

    await (eraseCustomer as (input: object, context: object) => Promise<object>)(
      { erasureId: newId(), userId: ada.id, correlationId: 'c' },
      { awsRequestId: 'r' },
    )
    await cancel(body.order.id, staff)

    const left = (await allItems(started.tableName)).filter(({ pk }) => String(pk) === `PURCHASES#${ada.id}`)
    expect(left).toEqual([])
  })
})
