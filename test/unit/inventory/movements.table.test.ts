import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { deduct, restore } from '../../../functions/inventory/deductions.ts'
import { closesAbove } from '../../../functions/inventory/domain/alert.ts'
import { adjustStock } from '../../../functions/inventory/domain/stock.ts'
import { commit, release, reserve } from '../../../functions/inventory/holds.ts'
import { handler as stockMoved } from '../../../functions/inventory/on/stock-moved/handler.ts'
import { getStock, getStocks, listLedger, saveAdjusted } from '../../../functions/inventory/table.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { queryAll } from '../../../functions/shared/table.ts'
import { startTable } from '../../support/dynamodb.ts'
import { someDeps } from './builders.ts'
import { stockUp } from './stock-up.ts'

let table: Awaited<ReturnType<typeof startTable>>
beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())

const orders = ['order-a', 'order-b', 'order-c']
const quantity = fc.integer({ min: 1, max: 6 })
const action = fc.oneof(
  fc.record({ do: fc.constant('adjust' as const), by: fc.integer({ min: -6, max: 6 }) }),
  fc.record({ do: fc.constant('count' as const), onHand: fc.nat(12) }),
  fc.record({ do: fc.constant('spread' as const), over: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('reserve' as const), order: fc.constantFrom(...orders), quantity }),
  fc.record({ do: fc.constantFrom('commit' as const, 'release' as const), order: fc.constantFrom(...orders) }),
  fc.record({ do: fc.constant('deduct' as const), order: fc.constantFrom(...orders), quantity }),
  fc.record({ do: fc.constant('restore' as const), order: fc.constantFrom(...orders), quantity }),
  fc.record({ do: fc.constant('follow' as const) }),
)
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never

/** Does it to the sku; what the shop refuses changes nothing. */
async function act(step: Action, sku: string, run: string): Promise<unknown> {
  const reference = 'order' in step ? `${run}-${step.order}` : run
  const request = { reference, by: 'test', idempotency: undefined }
  const line = { sku, quantity: 'quantity' in step ? step.quantity : 1 }
  if (step.do === 'adjust') return adjust(sku, { adjust: step.by })
  if (step.do === 'spread') return adjust(sku, { adjust: 0, spread: step.over })
  if (step.do === 'count') return adjust(sku, { onHand: step.onHand })
  if (step.do === 'reserve') return reserve(reference, [line], someDeps())
  if (step.do === 'commit') return commit(reference, someDeps())
  if (step.do === 'release') return release(reference, 'test', someDeps())
  if (step.do === 'deduct') return deduct([line], request, someDeps())
  if (step.do === 'restore') return restore([line], request, someDeps())
  return follow(sku)
}

async function adjust(sku: string, change: { adjust?: number; onHand?: number; spread?: number }) {
  const before = (await getStock(sku))!
  return saveAdjusted(before, adjustStock(before, change), { reference: 'r', reason: 'count', by: 'test' }, someDeps())
}

/** The event of a movement, repeated or late. */
async function follow(sku: string) {
  const data = { orderId: newId(), items: [{ sku, quantity: 1 }] }
  const detail = { eventId: newId(), name: 'StockReserved', version: 1, occurredAt: '', correlationId: 'c', data }
  // biome-ignore lint/suspicious/noExplicitAny: only what the subscriber reads.
  const event = { Records: [{ messageId: newId(), body: JSON.stringify({ detail }) }] } as any
  expect(await stockMoved(event)).toEqual({ batchItemFailures: [] })
}

const eventsOf = async (sku: string, ...names: string[]) =>
  (
    await queryAll<{ envelope: { name: string; data: { alertId: string } } }>({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `OUTBOX#${sku}` },
    })
  )
    .map(({ envelope }) => envelope)
    .filter(({ name }) => names.includes(name))

describe('the ledger', () => {
  it('adds up to the stock after any movements one after the other or at once, and none goes below nothing', async () => {
    const property = fc.asyncProperty(fc.array(fc.array(action, { minLength: 1, maxLength: 4 })), async (rounds) => {
      const [sku, run] = [`SKU-${newId()}`, newId()]
      await stockUp(sku, 8)

      for (const round of rounds) await Promise.allSettled(round.map((step) => act(step, sku, run)))
      await follow(sku)

      const stock = await getStock(sku)
      const ledger = await listLedger(sku, { limit: 1000, bound: [] }, stock!.rows?.length)
      const sum = (key: 'onHandDelta' | 'reservedDelta') => ledger.items.reduce((total, entry) => total + entry[key], 0)
      const { onHand, reserved, available, lowStockThreshold, openAlert } = stock!
      expect({ onHand: sum('onHandDelta'), reserved: sum('reservedDelta') }).toEqual({ onHand, reserved })
      expect(available).toBe(onHand - reserved)
      for (const row of stock!.rows ?? []) {
        expect(row.available).toBe(row.onHand - row.reserved)
        expect(Math.min(row.onHand, row.reserved, row.available)).toBeGreaterThanOrEqual(0)
      }
      expect(Math.min(onHand, reserved, available)).toBeGreaterThanOrEqual(0)
      // And who follows the level knows where it ended.
      if (available <= lowStockThreshold) expect(openAlert).toBeDefined()
      if (available > closesAbove(lowStockThreshold)) expect(openAlert).toBeUndefined()
      const changes = (await eventsOf(sku, 'StockRanLow', 'StockRecovered')).map(({ name }) => name)
      expect(changes).toEqual(changes.map((_, n) => (n % 2 === 0 ? 'StockRanLow' : 'StockRecovered')))
    })
    await fc.assert(property, { numRuns: 40 })
  }, 60_000)
})

describe('an alert', () => {
  it('opens once when many events of many movements are followed at once, twice and late', async () => {
    const sku = `SKU-${newId()}`
    await stockUp(sku, 20)
    const taken = Array.from({ length: 16 }, () => newId())

    await Promise.all(
      taken.map(async (order) => {
        await reserve(order, [{ sku, quantity: 1 }], someDeps())
        await Promise.all([follow(sku), follow(sku)])
      }),
    )
    await follow(sku)

    expect((await eventsOf(sku, 'StockRanLow', 'StockRecovered')).map(({ name }) => name)).toEqual(['StockRanLow'])
    const { openAlert } = (await getStock(sku))!
    await Promise.all(taken.map((order) => release(order, 'test', someDeps())))
    await Promise.all([follow(sku), follow(sku), follow(sku)])
    expect(await eventsOf(sku, 'StockRanLow', 'StockRecovered')).toMatchObject([
      { name: 'StockRanLow', data: { alertId: openAlert } },
      { name: 'StockRecovered', data: { alertId: openAlert } },
    ])
    expect((await getStocks([sku])).get(sku)).not.toHaveProperty('openAlert')
  })
})

describe('deducting', () => {
  it('takes the last units once, however many race for them', async () => {
    const sku = `SKU-${newId()}`
    await stockUp(sku, 5)

    const results = await Promise.allSettled(
      Array.from({ length: 24 }, () =>
        deduct([{ sku, quantity: 1 }], { reference: newId(), by: 'test', idempotency: undefined }, someDeps()),
      ),
    )

    const refused = results.filter((result) => result.status === 'rejected')
    expect(new Set(refused.map(({ reason }) => reason.code))).toEqual(new Set(['OUT_OF_STOCK']))
    expect(refused).toHaveLength(19)
    expect(await getStock(sku)).toMatchObject({ onHand: 0, reserved: 0, available: 0 })
  })
})
