import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { deduct } from '../../../functions/inventory/deductions.ts'
import { startRow } from '../../../functions/inventory/domain/spread.ts'
import { commit, findShortages, holdForPlacement, release, reserve } from '../../../functions/inventory/holds.ts'
import { handler as listLedger } from '../../../functions/inventory/list-ledger/handler.ts'
import { putBack } from '../../../functions/inventory/put-back.ts'
import { handler as setStock } from '../../../functions/inventory/set-stock/handler.ts'
import { handler as subscribe } from '../../../functions/inventory/subscribe/handler.ts'
import { getHold, getStock } from '../../../functions/inventory/table.ts'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { allItems, startTable } from '../../support/dynamodb.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { someDeps } from './builders.ts'
import { stockUp } from './stock-up.ts'

let table: Awaited<ReturnType<typeof startTable>>
let sku: string
beforeAll(async () => {
  table = await startTable()
})
afterAll(async () => {
  dynamodb.destroy()
  await table.stop()
})
beforeEach(async () => {
  sku = `SKU-${newId()}`
  await stockUp(sku, 0)
})

const staff = { kind: 'user', id: 'staff-1', role: 'staff', session: 's' } as const
const put = (body: object, headers = {}) =>
  send(setStock, { method: 'PUT', params: { productId: sku }, body: { reason: 'sale', ...body }, as: staff, headers })
const take = (quantity: number, order = newId()) => reserve(order, [{ sku, quantity }], someDeps())
const stock = async () => (await getStock(sku))!
const counts = async () => {
  const { onHand, reserved, available } = await stock()
  return { onHand, reserved, available }
}
const availables = async () => (await stock()).rows!.map(({ available }) => available)
const reasons = (results: PromiseSettledResult<unknown>[]) =>
  new Set(results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Error).name] : [])))
const kept = (results: PromiseSettledResult<unknown>[]) => results.filter(({ status }) => status === 'fulfilled').length

/** An order whose units are looked for in that row first. */
function orderThatLooksInto(row: number, spread: number): string {
  for (;;) {
    const order = newId()
    if (startRow(order, spread) === row) return order
  }
}

/** Runs `once` before the next transaction is sent. @param skipped transactions before that one */
function beforeNextTransaction(once: () => Promise<unknown>, skipped = 0) {
  const real = DynamoDBDocumentClient.prototype.send
  const spy = jest.spyOn(DynamoDBDocumentClient.prototype, 'send')
  let sent = 0
  spy.mockImplementation(async function (this: never, command: never) {
    if ((command as object) instanceof TransactWriteCommand && sent++ === skipped) {
      spy.mockRestore()
      await once()
    }
    return (real as (command: never) => never).call(this, command)
  } as never)
}

describe('Staff spread a stock', () => {
  it('over rows that add up to it, under the version of the whole', async () => {
    const { body } = await put({ onHand: 10, spread: 4 })

    expect(body.stock).toMatchObject({ onHand: 10, reserved: 0, available: 10, spread: 4 })
    expect(await availables()).toEqual([3, 3, 2, 2])
    expect((await put({ adjust: 2 }, { 'if-match': `"${body.stock.version}"` })).body.stock).toMatchObject({
      onHand: 12,
      spread: 4,
    })
    expect((await put({ adjust: 2 }, { 'if-match': `"${body.stock.version}"` })).status).toBe(412)
  })

  it('and bring it together again: what orders hold stays where they find it, what they give back is sold', async () => {
    await put({ onHand: 8, spread: 8 })
    const orders = Array.from({ length: 8 }, () => newId())
    await Promise.all(orders.map((order) => take(1, order)))

    expect((await put({ adjust: 3, spread: 1 })).body.stock).not.toHaveProperty('spread')
    expect(await availables()).toEqual([3, 0, 0, 0, 0, 0, 0, 0])
    await Promise.all(orders.slice(0, 4).map((order) => commit(order, someDeps())))
    await Promise.all(orders.slice(4).map((order) => release(order, 'test', someDeps())))
    expect(await counts()).toEqual({ onHand: 7, reserved: 0, available: 7 })
    await take(7)
    expect(await counts()).toEqual({ onHand: 7, reserved: 7, available: 0 })
  })

  it('never below what orders hold, nor over more rows than there may be', async () => {
    await put({ onHand: 8, spread: 4 })
    await take(5)
    expect(await put({ onHand: 4 })).toMatchObject({ status: 409, body: { code: 'STOCK_RESERVED' } })
    expect((await put({ adjust: 0, spread: 17 })).status).toBe(400)
    expect((await put({ adjust: 0, spread: 0 })).status).toBe(400)
  })

  it('while it sells: nothing is sold twice and nothing is lost', async () => {
    await put({ onHand: 30 })
    const sales = Array.from({ length: 40 }, () => take(1))
    const changes = [5, 2, 8, 1, 3].map((spread) => put({ adjust: 0, spread }))

    const results = await Promise.allSettled(sales)
    const answers = await Promise.all(changes)

    expect(kept(results)).toBe(30)
    expect(reasons(results)).toEqual(new Set(['OutOfStock']))
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    expect(await counts()).toEqual({ onHand: 30, reserved: 30, available: 0 })
  })
})

describe('A spread stock', () => {
  it('sells the last units once, however many race for them, and leaves none', async () => {
    await put({ onHand: 12, spread: 8 })

    const results = await Promise.allSettled(Array.from({ length: 40 }, () => take(1)))

    expect(kept(results)).toBe(12)
    expect(reasons(results)).toEqual(new Set(['OutOfStock']))
    expect(await counts()).toEqual({ onHand: 12, reserved: 12, available: 0 })
  })

  it('sells every unit to as many as there are units, whichever row they look into first', async () => {
    await put({ onHand: 12, spread: 8 })
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => take(1)))
    expect(kept(results)).toBe(12)
  })

  it('sells more to one order than any row has', async () => {
    await put({ onHand: 10, spread: 5 })
    await take(7)
    await expect(take(4)).rejects.toMatchObject({ name: 'OutOfStock', message: `${sku}: 4 wanted, 3 available` })
    await take(3)
    expect(await counts()).toEqual({ onHand: 10, reserved: 10, available: 0 })
  })

  it('is never sold beyond what it has by orders of several units that race', async () => {
    await put({ onHand: 20, spread: 6 })

    const results = await Promise.allSettled(Array.from({ length: 16 }, (_, n) => take((n % 4) + 1)))

    const sold = results.reduce((sum, { status }, n) => sum + (status === 'fulfilled' ? (n % 4) + 1 : 0), 0)
    expect(reasons(results)).toEqual(new Set(['OutOfStock']))
    expect(await counts()).toEqual({ onHand: 20, reserved: sold, available: 20 - sold })
    // Whoever wanted one unit only was refused last.
    expect(20 - sold).toBeLessThan(4)
  })

  it('gives units back to the row that they came from, once, and sells them to others', async () => {
    await put({ onHand: 6, spread: 6 })
    const orders = Array.from({ length: 6 }, () => newId())
    await Promise.all(orders.map((order) => take(1, order)))
    const rows = await Promise.all(orders.map(async (order) => (await getHold('order', order))!.rows?.[sku] ?? 0))
    expect([...rows].sort()).toEqual([0, 1, 2, 3, 4, 5])

    const last = orders[rows.indexOf(5)]!
    await Promise.all(Array.from({ length: 3 }, () => release(last, 'test', someDeps())))
    expect(await availables()).toEqual([0, 0, 0, 0, 0, 1])
    const results = await Promise.allSettled([take(1), take(1), take(1)])

    expect(kept(results)).toBe(1)
    expect(await counts()).toEqual({ onHand: 6, reserved: 6, available: 0 })
  })

  it('takes sold goods back, whole or in part, also of deductions', async () => {
    await put({ onHand: 9, spread: 3 })
    const order = newId()
    await take(3, order)
    await commit(order, someDeps())
    const returned = { orderId: order, requestId: newId(), lines: [{ sku, quantity: 2 }] }
    const mark = { put: { Item: { pk: newId(), sk: 'MARK' }, ConditionExpression: 'attribute_not_exists(pk)' } }
    await putBack(returned, someDeps(), mark)
    await expect(putBack(returned, someDeps(), mark)).rejects.toThrow()
    expect(await counts()).toEqual({ onHand: 8, reserved: 0, available: 8 })

    const request = { reference: newId(), by: 'test', idempotency: undefined }
    await deduct([{ sku, quantity: 8 }], request, someDeps())
    expect(await counts()).toEqual({ onHand: 0, reserved: 0, available: 0 })
  })

  it('holds an order of several skus wholly or not at all', async () => {
    const plain = `SKU-${newId()}`
    await stockUp(plain, 1)
    await put({ onHand: 6, spread: 6 })
    const both = (order: string) =>
      reserve(
        order,
        [
          { sku, quantity: 2 },
          { sku: plain, quantity: 1 },
        ],
        someDeps(),
      )

    const results = await Promise.allSettled([both(newId()), both(newId()), both(newId())])

    expect(kept(results)).toBe(1)
    expect(await counts()).toEqual({ onHand: 6, reserved: 2, available: 4 })
  })

  it('is not called short while units move from row to row', async () => {
    await put({ onHand: 4, spread: 4 })
    for (let n = 0; n < 10; n++) {
      const [shortages] = await Promise.all([
        findShortages([{ sku, quantity: 4 }]),
        put({ adjust: 0, spread: n % 2 === 0 ? 1 : 4 }),
      ])
      expect(shortages).toEqual([])
    }
  })

  it('is looked at again where somebody emptied a row first, before an order is refused', async () => {
    await put({ onHand: 2, spread: 2 })
    const [first, other] = [newId(), newId()]
    // The other takes a unit between this one's look and its write, whichever row that is.
    beforeNextTransaction(() => take(1, other))
    await take(1, first)
    expect(await counts()).toEqual({ onHand: 2, reserved: 2, available: 0 })
  })

  it.each([0, 1, 2, 3])(
    'is never sold twice where a unit goes to somebody else while it is brought together (%d writes later)',
    async (writes) => {
      await put({ onHand: 2, spread: 2 })
      // Known to be spread from now on, so that the other looks where its unit is being taken away from.
      await take(3).catch(() => {})
      const other = orderThatLooksInto(1, 2)
      beforeNextTransaction(() => take(1, other).catch(() => {}), writes)
      await take(2).catch(() => {})
      jest.restoreAllMocks()

      const { onHand, reserved, available } = await counts()
      expect({ onHand, sum: reserved + available }).toEqual({ onHand: 2, sum: 2 })
      expect(available).toBeGreaterThanOrEqual(0)
      expect(Math.min(...(await availables()))).toBeGreaterThanOrEqual(0)
    },
  )

  it('shows its whole ledger in order and in pages, and its sum is the stock', async () => {
    await put({ onHand: 9, spread: 4 })
    for (let n = 0; n < 6; n++) await commit((await take(1)).reference, someDeps())

    const page = async (query: Record<string, string>) =>
      (await send(listLedger, { params: { productId: sku }, query, as: staff })).body
    const all = (await page({ limit: '100' })).items
    const paged: { id: string; onHandDelta: number }[] = []
    for (let next = await page({ limit: '5' }); ; next = await page({ limit: '5', cursor: next.nextCursor })) {
      paged.push(...next.items)
      if (next.nextCursor === null) break
    }

    expect(paged).toEqual(all)
    expect(all.map(({ id }: { id: string }) => id)).toEqual(
      all
        .map(({ id }: { id: string }) => id)
        .sort()
        .reverse(),
    )
    expect(paged).toHaveLength(13)
    expect(paged.reduce((sum, { onHandDelta }) => sum + onHandDelta, 0)).toBe(3)
  })

  it('can be waited for only while all rows are empty', async () => {
    const wait = () => send(subscribe, { method: 'POST', params: { productId: sku }, as: aCustomer(newId()) })
    await put({ onHand: 3, spread: 3 })
    const order = newId()
    await take(3, order)
    expect((await wait()).status).toBe(201)
    await release(order, 'test', someDeps())
    await take(2)
    expect(await wait()).toMatchObject({ status: 409, body: { code: 'IN_STOCK' } })
  })
})

describe('A stock of one row', () => {
  it('is stored, sold and read as ever: one row, no look at others', async () => {
    await put({ onHand: 3 })
    const sent = jest.spyOn(DynamoDBDocumentClient.prototype, 'send')
    const hold = await holdForPlacement(
      { requestId: newId(), orderId: newId(), items: [{ sku, quantity: 2 }] },
      someDeps(),
    )
    const commands = sent.mock.calls.map(([command]) => command.constructor.name)
    sent.mockRestore()

    expect(commands).toEqual(['TransactWriteCommand'])
    expect(hold.rows).toBeUndefined()
    const items = (await allItems(table.tableName)).filter(({ sk, sku: of }) => of === sku && sk === 'STOCK')
    expect(items).toHaveLength(1)
    for (const field of ['spread', 'shards', 'shard', 'rows']) expect(items[0]).not.toHaveProperty(field)
  })
})
