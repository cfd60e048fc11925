import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { move } from '../../../functions/orders/domain/move.ts'
import type { Order } from '../../../functions/orders/domain/order.ts'
import * as table from '../../../functions/orders/table.ts'
import { dynamodb } from '../../../functions/shared/clients/dynamodb.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { queryAll } from '../../../functions/shared/table.ts'
import { startTable } from '../../support/dynamodb.ts'
import { readTogether } from '../../support/read-together.ts'
import { anOrder, at } from './builders.ts'

let started: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  started = await startTable()
})
afterAll(async () => {
  dynamodb.destroy()
  await started.stop()
})

const context = { newId, now: new Date(at), correlationId: 'corr-1' }
const marker = () => ({ put: { Item: { pk: `TEST#${newId()}`, sk: 'X' } } })
const eventsOf = async (order: Order) =>
  (
    await queryAll<{ envelope: { name: string } }>({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `OUTBOX#${order.id}` },
    })
  ).map((item) => item.envelope.name)

async function saved(order: Order): Promise<Order> {
  await table.saveNewOrder(order, {}, marker(), context)
  return order
}

async function savedOrders(customerId: string, count: number): Promise<Order[]> {
  const orders: Order[] = []
  for (let index = 0; index < count; index++) orders.push(await saved({ ...anOrder(), customerId }))
  return orders
}

const cancel = (order: Order) => move(order, { to: 'CANCELLED', mover: 'customer', by: 'customer:c', at })

describe('the orders table', () => {
  it('writes an order with its event, or neither', async () => {
    const order = await saved(anOrder())
    await expect(saved(order)).rejects.toThrow()
    expect(await table.findOrder(order.id)).toMatchObject(order)
    expect(await eventsOf(order)).toEqual(['OrderPlaced'])
  })

  it('lets one of many racing changes win and publishes one event', async () => {
    const order = await saved(anOrder())
    const end = readTogether(10)
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => table.changeOrder(order.id, cancel, context)),
    )
    end()
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    expect(await table.findOrder(order.id)).toMatchObject({ status: 'CANCELLED', version: 2 })
    expect(await eventsOf(order)).toEqual(['OrderPlaced', 'OrderCancelled'])
  })

  it('loses no change when different ones race', async () => {
    const order = await saved(anOrder())
    const notes = ['1', '2', '3']
    await Promise.all(
      notes.map((id) =>
        table.changeOrder(
          order.id,
          (current) => ({
            order: {
              ...current,
              history: [...current.history, { status: current.status, at, by: id }],
              version: current.version + 1,
            },
            events: [],
          }),
          context,
        ),
      ),
    )
    const after = (await table.findOrder(order.id))!
    expect(after.version).toBe(4)
    expect(after.history.map((entry) => entry.by).sort()).toEqual(['1', '2', '3', 'customer:customer-1'])
  })

  it('refuses a change of a version that is stale', async () => {
    const order = await saved(anOrder())
    await expect(table.changeOrder(order.id, cancel, context, { ifMatch: 7 })).rejects.toMatchObject({
      code: 'VERSION_MISMATCH',
    })
    expect(await table.findOrder(order.id)).toMatchObject({ status: 'PENDING', version: 1 })
  })

  it('lists a customer’s orders newest first, in pages, without those of others', async () => {
    const orders = await savedOrders('customer-a', 5)
    await savedOrders('customer-b', 2)
    const bound = ['customer-a']
    const first = await table.listByCustomer('customer-a', {}, { limit: 3, bound })
    const second = await table.listByCustomer('customer-a', {}, { limit: 3, cursor: first.nextCursor!, bound })
    expect([...first.items, ...second.items].map((order) => order.id)).toEqual(
      orders.map((order) => order.id).reverse(),
    )
    expect(second.nextCursor).toBeNull()
    const foreign = { limit: 3, cursor: first.nextCursor!, bound: ['customer-b'] }
    await expect(table.listByCustomer('customer-b', {}, foreign)).rejects.toMatchObject({ code: 'INVALID_CURSOR' })
  })

  it('lists the orders of everybody newest first, in pages, across statuses and partitions', async () => {
    const orders = await savedOrders('customer-c', 9)
    for (const order of orders.slice(0, 4)) await table.changeOrder(order.id, cancel, context)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await table.listAll({}, { limit: 2, cursor, bound: ['all'] })
      expect(page.items.length).toBeLessThanOrEqual(2)
      seen.push(...page.items.map((order) => order.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual([...seen].sort().reverse())
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.slice(0, 9)).toEqual(orders.map((order) => order.id).reverse())
  })

  it('lists them to the last one, also where all that are left are of one partition', async () => {
    const inOnePartition = [...'048D'].map((last) => newId().slice(0, -1) + last)
    for (const id of inOnePartition) await saved(anOrder({ id, status: 'COMPLETED' }))
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await table.listAll({ status: 'COMPLETED' }, { limit: 1, cursor, bound: ['all'] })
      seen.push(...page.items.map((order) => order.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(inOnePartition.toReversed())
  })

  it('filters by status and by day', async () => {
    const orders = await savedOrders('customer-d', 3)
    await table.changeOrder(orders[0]!.id, cancel, context)
    const today = new Date().toISOString().slice(0, 10)
    const ids = async (filter: object) =>
      (await table.listByCustomer('customer-d', filter, { limit: 10, bound: [] })).items.map((order) => order.id)
    expect(await ids({ status: 'CANCELLED' })).toEqual([orders[0]!.id])
    expect(await ids({ day: today })).toHaveLength(3)
    expect(await ids({ day: '2020-01-01' })).toEqual([])
    const all = async (filter: object) => (await table.listAll(filter, { limit: 100, bound: [] })).items
    expect((await all({ status: 'CANCELLED', day: today })).map((order) => order.id)).toContain(orders[0]!.id)
    expect(await all({ day: '2020-01-01' })).toEqual([])
  })

  it('finds orders that wait for their checkout, and only those', async () => {
    const waiting = await saved(anOrder())
    const begun = await saved(anOrder())
    await table.changeOrder(begun.id, cancel, context)
    const from = new Date(Date.now() - 3_600_000)
    const ids = async (before: number) =>
      (await table.listPending({ from, before: new Date(before) }, 100)).map((order) => order.id)
    const late = await ids(Date.now() + 60_000)
    expect(late).toContain(waiting.id)
    expect(late).not.toContain(begun.id)
    expect(await ids(Date.now() - 60_000)).toEqual([])
  })

  it('keeps an event of the timeline once, in the order of what happened', async () => {
    const entry = (eventId: string, second: number) => ({
      eventId,
      name: 'OrderPaid',
      at: `2026-11-05T12:00:0${second}.000Z`,
      data: {},
    })
    const record = (...entries: ReturnType<typeof entry>[]) =>
      table.recordEvents(entries.map((each) => ({ orderId: 'order-t', entry: each })))
    await record(entry('e-2', 2), entry('e-1', 1), entry('e-2', 2))
    await record(entry('e-2', 2))
    const { items } = await table.listEvents('order-t', { limit: 100, bound: [] })
    expect(items.map((item) => item.eventId)).toEqual(['e-1', 'e-2'])
  })

  it('takes an order of 500 lines', async () => {
    const line = { ...anOrder().lines[0]!, name: 'A fairly long name of a product that nobody shortened '.repeat(3) }
    const lines = Array.from({ length: 500 }, (_, index) => ({ ...line, sku: `SKU-${index}` }))
    const order = await saved({ ...anOrder(), lines })
    await table.changeOrder(order.id, cancel, context)
    expect((await table.findOrder(order.id))!.lines).toHaveLength(500)
  })
})
