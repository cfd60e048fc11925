import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { CHUNK_LINES, planRelease, planTake } from '../../../functions/inventory/domain/hold.ts'
import {
  advance,
  commit,
  holdForPlacement,
  release,
  releaseExpired,
  releaseRefused,
  reserve,
} from '../../../functions/inventory/holds.ts'
import { getHold, getStock, getStocks, listExpiredHolds, listLedger } from '../../../functions/inventory/table.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { startTable } from '../../support/dynamodb.ts'
import { readTogether } from '../../support/read-together.ts'
import { aRequest, NOW, someDeps } from './builders.ts'
import { stockUp } from './stock-up.ts'

let table: Awaited<ReturnType<typeof startTable>>
let orderId: string
let sku: string

beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())
beforeEach(() => {
  orderId = newId()
  sku = `SKU-${newId()}`
})

const nameOf = (error: unknown) => (error as Error).name
const many = (count: number) => Array.from({ length: count }, (_, n) => ({ sku: `${sku}-${n}`, quantity: 1 }))
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)

/** Stock and the sum of its ledger, which must agree. */
async function counts(of = sku) {
  const [stock, ledger] = await Promise.all([getStock(of), listLedger(of, { limit: 100, bound: [] })])
  const sum = (key: 'onHandDelta' | 'reservedDelta') => ledger.items.reduce((total, entry) => total + entry[key], 0)
  expect({ onHand: sum('onHandDelta'), reserved: sum('reservedDelta') }).toEqual({
    onHand: stock?.onHand,
    reserved: stock?.reserved,
  })
  return { onHand: stock?.onHand, reserved: stock?.reserved, available: stock?.available }
}

describe('reserving stock', () => {
  it('sells the last units once, however many buyers race for them', async () => {
    await stockUp(sku, 5)

    const results = await Promise.allSettled(
      Array.from({ length: 32 }, () => reserve(newId(), [{ sku, quantity: 1 }], someDeps())),
    )

    const refused = results.filter((result) => result.status === 'rejected')
    expect(results.length - refused.length).toBe(5)
    expect(new Set(refused.map(({ reason }) => nameOf(reason)))).toEqual(new Set(['OutOfStock']))
    expect(await counts()).toEqual({ onHand: 5, reserved: 5, available: 0 })
  })

  it('counts two lines of the same sku together, and takes nothing rather than what is left', async () => {
    await stockUp(sku, 5)
    const lines = [
      { sku, quantity: 3 },
      { sku, quantity: 3 },
    ]

    await expect(reserve(orderId, lines, someDeps())).rejects.toThrow(`${sku}: 6 wanted, 5 available`)
    expect(await counts()).toEqual({ onHand: 5, reserved: 0, available: 5 })
  })

  it('moves stock once when the step is repeated or doubled', async () => {
    await stockUp(sku, 5)
    const again = () => reserve(orderId, [{ sku, quantity: 2 }], someDeps())

    const holds = await Promise.all([again(), again(), again()])
    await again()

    expect(new Set(holds.map((hold) => hold.heldUntil)).size).toBe(1)
    expect(await counts()).toEqual({ onHand: 5, reserved: 2, available: 3 })
  })

  it('takes an order of 220 lines, and goes on after a crash in the middle', async () => {
    const lines = many(220)
    await Promise.all(lines.map((line) => stockUp(line.sku, 1)))
    const request = aRequest({ reference: orderId, items: [...lines].sort((a, b) => (a.sku < b.sku ? -1 : 1)) })
    const crash = (hold: Parameters<typeof planTake>[0]) => {
      if (hold?.taken === 2) throw new Error('crash')
      return planTake(hold, request)
    }
    await expect(advance(undefined, crash, 'checkout', someDeps())).rejects.toThrow('crash')

    const hold = await reserve(orderId, lines, someDeps())

    expect(hold).toMatchObject({ status: 'HELD', taken: 6 })
    for (const line of lines) expect(await getStock(line.sku)).toMatchObject({ reserved: 1, available: 0 })
  })

  it('gives finished chunks back when a later line is short', async () => {
    const lines = many(CHUNK_LINES + 5).sort((a, b) => (a.sku < b.sku ? -1 : 1))
    await Promise.all(lines.slice(0, -1).map((line) => stockUp(line.sku, 1)))
    const short = lines.at(-1)!.sku

    await expect(reserve(orderId, lines, someDeps())).rejects.toMatchObject({
      name: 'OutOfStock',
      message: `${short}: 1 wanted, 0 available`,
    })

    expect(await counts(lines[0]!.sku)).toEqual({ onHand: 1, reserved: 0, available: 1 })
    await expect(reserve(orderId, lines, someDeps())).rejects.toMatchObject({ name: 'OutOfStock' })
  })
})

describe('holding stock for an order that is about to be placed', () => {
  const lines = () => [{ sku, quantity: 2 }]
  const hold = (order = newId(), items = lines(), at = NOW, request = newId()) =>
    holdForPlacement({ requestId: request, orderId: order, items }, someDeps(at))
  const expire = async (at: Date) => {
    for (const hold of await listExpiredHolds(at, 100)) await releaseExpired(hold, someDeps(at))
  }
  const reservedAfter = async (minutes: number) => {
    await expire(minutesLater(minutes))
    return (await counts()).reserved
  }

  it('sells the last units once, and names the lines that it could not hold', async () => {
    await stockUp(sku, 3)
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => hold(newId(), [{ sku, quantity: 1 }])))
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(5)
    for (const { reason } of refused) expect(reason.shortages).toEqual([{ sku, requested: 1, available: 0 }])
    expect(await counts()).toEqual({ onHand: 3, reserved: 3, available: 0 })
  })

  it('frees the units of an order that was never written after two minutes', async () => {
    await stockUp(sku, 5)
    await hold(orderId)
    expect([await reservedAfter(1), await reservedAfter(3)]).toEqual([2, 0])
  })

  it('lets the checkout make the hold its own: it takes nothing twice, and lasts as long as a payment may take', async () => {
    await stockUp(sku, 5)
    await hold(orderId)
    await reserve(orderId, lines(), someDeps(minutesLater(1)))
    expect([await reservedAfter(20), await reservedAfter(22)]).toEqual([2, 0])
  })

  it('lets a checkout that begins too late take the units again, if they are still there', async () => {
    await stockUp(sku, 5)
    await hold(orderId)
    await expire(minutesLater(3))
    await reserve(orderId, lines(), someDeps(minutesLater(4)))
    expect(await counts()).toMatchObject({ reserved: 2 })
    await commit(orderId, someDeps(minutesLater(5)))
    expect(await counts()).toEqual({ onHand: 3, reserved: 0, available: 3 })

    const other = newId()
    await hold(other)
    await expire(minutesLater(3))
    await hold(newId(), lines(), minutesLater(3))
    await expect(reserve(other, lines(), someDeps(minutesLater(4)))).rejects.toMatchObject({ name: 'OutOfStock' })
    expect(await counts()).toEqual({ onHand: 3, reserved: 2, available: 1 })
  })

  it('holds once for all attempts at one order, under the order id of the first, while it lasts', async () => {
    await stockUp(sku, 5)
    const [first, ...others] = await Promise.all(
      Array.from({ length: 4 }, () => hold(newId(), lines(), NOW, 'request-1')),
    )
    for (const { reference } of others) expect(reference).toBe(first!.reference)
    expect(await counts()).toMatchObject({ reserved: 2 })

    await expire(minutesLater(3))
    expect((await hold(orderId, lines(), minutesLater(3), 'request-1')).reference).toBe(orderId)
    expect(await counts()).toMatchObject({ reserved: 2 })
  })

  it('tells no attempt that the last units are gone when an earlier one holds them', async () => {
    await stockUp(sku, 3)
    const attempts = await Promise.all(Array.from({ length: 4 }, () => hold(newId(), lines(), NOW, 'request-last')))

    expect(new Set(attempts.map(({ reference }) => reference)).size).toBe(1)
    expect(await counts()).toEqual({ onHand: 3, reserved: 2, available: 1 })
    await expect(hold()).rejects.toMatchObject({ name: 'OutOfStock' })
  })

  it('goes on with what an earlier attempt at a large order had taken before it died', async () => {
    const items = many(2 * CHUNK_LINES)
    await Promise.all(items.map((line) => stockUp(line.sku, 100)))
    let movements = 0
    const dying = {
      ...someDeps(),
      newId() {
        if (++movements > CHUNK_LINES) throw new Error('died')
        return newId()
      },
    }
    const first = { requestId: 'request-large', orderId, items }
    await expect(holdForPlacement(first, dying)).rejects.toThrow('died')
    expect((await getHold('order', orderId))?.taken).toBe(1)

    const held = await hold(newId(), items, NOW, 'request-large')

    expect(held).toMatchObject({ reference: orderId, status: 'HELD' })
    const stocks = await getStocks(items.map((line) => line.sku))
    expect([...stocks.values()].map(({ reserved }) => reserved)).toEqual(items.map(() => 1))
  })

  it('holds what the cart has by now when its order is tried again', async () => {
    await stockUp(sku, 5)
    await hold(newId(), lines(), NOW, 'request-2')
    const now = await hold(orderId, [{ sku, quantity: 1 }], NOW, 'request-2')
    expect(now).toMatchObject({ reference: orderId, items: [{ sku, quantity: 1 }] })
    expect(await counts()).toMatchObject({ reserved: 1 })
  })

  it('gives back what a refused order held, but nothing that a checkout has made its own', async () => {
    await stockUp(sku, 5)
    await hold(orderId)
    await releaseRefused(orderId, someDeps())
    expect(await counts()).toMatchObject({ reserved: 0 })
    // It was written after all.
    await reserve(orderId, lines(), someDeps())
    await releaseRefused(orderId, someDeps())
    expect(await counts()).toMatchObject({ reserved: 2 })
  })

  it.each([
    ['before its hold was over', 0],
    ['when its hold was over', 3],
  ])('does not give an order that was cancelled %s its units back', async (_, minutes) => {
    await stockUp(sku, 5)
    await hold(orderId)
    await expire(minutesLater(minutes))
    await release(orderId, 'checkout', someDeps(minutesLater(minutes)))
    await expect(reserve(orderId, lines(), someDeps(minutesLater(minutes)))).rejects.toMatchObject({
      name: 'HoldReleased',
    })
    expect(await counts()).toMatchObject({ reserved: 0 })
  })

  it('does not give a cancelled order its units back when its release was finished by the clock', async () => {
    const all = many(CHUNK_LINES + 1)
    await Promise.all(all.map((line) => stockUp(line.sku, 1)))
    await hold(orderId, all)
    const crash = (held: Parameters<typeof planTake>[0]) => {
      if (held?.released === 1) throw new Error('crash')
      return planRelease(held!)
    }
    await expect(advance(await getHold('order', orderId), crash, 'checkout', someDeps())).rejects.toThrow('crash')
    await expire(minutesLater(3))
    await expect(reserve(orderId, all, someDeps(minutesLater(3)))).rejects.toMatchObject({ name: 'HoldReleased' })
  })

  it('is not lengthened by another attempt, and is given back when that one is refused', async () => {
    await stockUp(sku, 5)
    const first = await hold(orderId, lines(), NOW, 'request-3')
    const second = await hold(newId(), lines(), minutesLater(1), 'request-3')
    expect(second.heldUntil).toBe(first.heldUntil)
    await releaseRefused(orderId, someDeps())
    expect(await counts()).toMatchObject({ reserved: 0 })
  })

  it('says that units are gone as often as a refused order is tried again', async () => {
    await stockUp(sku, 2)
    await hold(orderId, lines(), NOW, 'request-4')
    await releaseRefused(orderId, someDeps())
    await hold(newId())
    for (let n = 0; n < 2; n++) {
      const again = hold(newId(), lines(), NOW, 'request-4')
      await expect(again).rejects.toMatchObject({ shortages: [{ sku, requested: 2, available: 0 }] })
    }
  })
})

describe('committing and releasing', () => {
  it('turns reserved units into sold ones, once', async () => {
    await stockUp(sku, 5)
    await reserve(orderId, [{ sku, quantity: 2 }], someDeps())

    const end = readTogether(2)
    await Promise.all([commit(orderId, someDeps()), commit(orderId, someDeps())])
    end()

    expect(await counts()).toEqual({ onHand: 3, reserved: 0, available: 3 })
  })

  it('puts committed units back on the shelf, once', async () => {
    await stockUp(sku, 5)
    await reserve(orderId, [{ sku, quantity: 2 }], someDeps())
    await commit(orderId, someDeps())

    const end = readTogether(2)
    await Promise.all([release(orderId, 'checkout', someDeps()), release(orderId, 'checkout', someDeps())])
    end()

    expect(await counts()).toEqual({ onHand: 5, reserved: 0, available: 5 })
  })

  it('lets either the commit or the release of a race win, never both', async () => {
    await stockUp(sku, 5)
    await reserve(orderId, [{ sku, quantity: 2 }], someDeps())

    await Promise.allSettled([commit(orderId, someDeps()), release(orderId, 'checkout', someDeps())])

    expect(await counts()).toEqual({ onHand: 5, reserved: 0, available: 5 })
  })

  it('refuses to sell a hold whose time is over although it was not deleted yet: the payment came too late', async () => {
    await stockUp(sku, 5)
    const { heldUntil } = await reserve(orderId, [{ sku, quantity: 2 }], someDeps())

    await expect(commit(orderId, someDeps(new Date(heldUntil)))).rejects.toMatchObject({ name: 'HoldExpired' })

    expect(await getHold('order', orderId)).toMatchObject({ status: 'HELD' })
    expect(await counts()).toEqual({ onHand: 5, reserved: 2, available: 3 })
  })

  it('lets others buy the rest while an order waits for its payment', async () => {
    await stockUp(sku, 5)
    await reserve(orderId, [{ sku, quantity: 2 }], someDeps())

    const others = Array.from({ length: 3 }, () => newId())
    await Promise.all(
      others.map(async (other) => {
        await reserve(other, [{ sku, quantity: 1 }], someDeps())
        await commit(other, someDeps())
      }),
    )

    expect(await counts()).toEqual({ onHand: 2, reserved: 2, available: 0 })
    await commit(orderId, someDeps())
    expect(await counts()).toEqual({ onHand: 0, reserved: 0, available: 0 })
  })

  it('refuses a reserve that comes after the release, as of a function that had timed out', async () => {
    await stockUp(sku, 5)
    await release(orderId, 'checkout', someDeps())

    await expect(reserve(orderId, [{ sku, quantity: 2 }], someDeps())).rejects.toMatchObject({ name: 'HoldReleased' })
    expect(await counts()).toEqual({ onHand: 5, reserved: 0, available: 5 })
  })

  it('frees the hold of an order that is never paid, and leaves a committed one alone', async () => {
    await stockUp(sku, 5)
    const sold = newId()
    await reserve(orderId, [{ sku, quantity: 2 }], someDeps())
    await reserve(sold, [{ sku, quantity: 1 }], someDeps())
    const stale = (await getHold('order', sold))!
    await commit(sold, someDeps())
    const later = minutesLater(21)

    const expired = await listExpiredHolds(later, 100)
    for (const hold of [...expired, stale]) await releaseExpired(hold, someDeps(later))

    expect(expired.map((hold) => hold.reference)).toContain(orderId)
    expect(expired.map((hold) => hold.reference)).not.toContain(sold)
    expect(await counts()).toEqual({ onHand: 4, reserved: 0, available: 4 })
    await expect(commit(orderId, someDeps(later))).rejects.toMatchObject({ name: 'HoldReleased' })
  })
})
