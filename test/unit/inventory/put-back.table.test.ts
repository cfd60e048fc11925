import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { commit, release, reserve } from '../../../functions/inventory/holds.ts'
import { handler as orderReturned } from '../../../functions/inventory/on/order-returned/handler.ts'
import { getStock } from '../../../functions/inventory/table.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { startTable } from '../../support/dynamodb.ts'
import { NOW, someDeps } from './builders.ts'
import { stockUp } from './stock-up.ts'

let table: Awaited<ReturnType<typeof startTable>>
let orderId: string

beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())
beforeEach(() => {
  orderId = newId()
})

type Line = { sku: string; quantity: number }

/** A sold order of these lines, of 10 on hand each. */
async function sold(lines: readonly Line[]): Promise<void> {
  for (const { sku } of lines) await stockUp(sku, 10)
  await reserve(orderId, lines, someDeps())
  await commit(orderId, someDeps())
}
const skus = (count: number) => Array.from({ length: count }, () => `SKU-${newId()}`)
const onHand = async (sku: string) => (await getStock(sku))!.onHand

/** Delivers the event; the same `eventId` is the same event. */
async function deliver(items: readonly Line[], { eventId = newId(), returnId = newId() } = {}): Promise<void> {
  const data = { orderId, number: 'TW-1', customerId: 'c', returnId, items, refund: { amount: 1, currency: 'USD' } }
  const detail = { eventId, name: 'OrderReturned', version: 1, occurredAt: NOW.toISOString(), correlationId: 'c', data }
  const record = { messageId: 'm-1', body: JSON.stringify({ detail }) }
  const answer = await orderReturned({ Records: [record] } as unknown as Parameters<typeof orderReturned>[0])
  expect(answer.batchItemFailures).toEqual([])
}

describe('returned goods', () => {
  it('go back on the shelf once, however often the event comes', async () => {
    const [sku] = skus(1) as [string]
    await sold([{ sku, quantity: 3 }])
    const event = { eventId: newId(), returnId: newId() }
    await Promise.all([1, 2, 3].map(() => deliver([{ sku, quantity: 2 }], event)))
    await deliver([{ sku, quantity: 2 }], event)
    expect(await onHand(sku)).toBe(9)
    await deliver([{ sku, quantity: 1 }])
    expect(await onHand(sku)).toBe(10)
  })

  it('of more lines than one transaction takes go back once too', async () => {
    const lines = skus(90).map((sku) => ({ sku, quantity: 1 }))
    await sold(lines)
    const event = { eventId: newId(), returnId: newId() }
    await deliver(lines, event)
    await deliver(lines, event)
    const counts = await Promise.all(lines.map(({ sku }) => onHand(sku)))
    expect(new Set(counts)).toEqual(new Set([10]))
  })

  it('are never more than the order took, and not given back again with the rest of it', async () => {
    const [sku] = skus(1) as [string]
    await sold([{ sku, quantity: 3 }])
    await deliver([{ sku, quantity: 2 }])
    await deliver([{ sku, quantity: 2 }])
    expect(await onHand(sku)).toBe(10)

    const [other] = skus(1) as [string]
    orderId = newId()
    await sold([{ sku: other, quantity: 3 }])
    await deliver([{ sku: other, quantity: 2 }])
    await release(orderId, 'staff', someDeps())
    expect(await onHand(other)).toBe(10)
  })
})
