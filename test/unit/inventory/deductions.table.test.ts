import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { deduct, restore } from '../../../functions/inventory/deductions.ts'
import { CHUNK_LINES } from '../../../functions/inventory/domain/hold.ts'
import { getStock } from '../../../functions/inventory/table.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { startTable } from '../../support/dynamodb.ts'
import { someDeps } from './builders.ts'
import { stockUp } from './stock-up.ts'

let table: Awaited<ReturnType<typeof startTable>>
let sku: string
let request: { reference: string; by: string; idempotency: undefined }

beforeAll(async () => {
  table = await startTable()
})
afterAll(() => table.stop())
beforeEach(async () => {
  sku = `SKU-${newId()}`
  request = { reference: newId(), by: 'key:test', idempotency: undefined }
  await stockUp(sku, 10)
})

const onHand = async (of = sku) => (await getStock(of))?.onHand

describe('deducting by a reference', () => {
  it('takes once, however often it is repeated', async () => {
    const again = () => deduct([{ sku, quantity: 4 }], request, someDeps())

    await Promise.all([again(), again(), again()])
    await again()

    expect(await onHand()).toBe(6)
  })

  it('refuses other items under the same reference', async () => {
    await deduct([{ sku, quantity: 4 }], request, someDeps())

    await expect(deduct([{ sku, quantity: 5 }], request, someDeps())).rejects.toMatchObject({
      code: 'REFERENCE_REUSED',
    })
    expect(await onHand()).toBe(6)
  })

  it('takes nothing when one line is short, names it, and may be tried again', async () => {
    const other = `SKU-${newId()}`
    const lines = [
      { sku, quantity: 4 },
      { sku: other, quantity: 1 },
    ]

    await expect(deduct(lines, request, someDeps())).rejects.toMatchObject({
      code: 'OUT_OF_STOCK',
      errors: [{ path: other, message: '1 wanted, 0 available' }],
    })
    expect(await onHand()).toBe(10)

    await stockUp(other, 1)
    await deduct(lines, request, someDeps())
    expect([await onHand(), await onHand(other)]).toEqual([6, 0])
  })

  it('gives the first chunk of a long basket back when a later one is short', async () => {
    const lines = Array.from({ length: CHUNK_LINES + 1 }, (_, n) => ({
      sku: `${sku}-${String(n).padStart(3, '0')}`,
      quantity: 1,
    }))
    await Promise.all(lines.slice(0, -1).map((line) => stockUp(line.sku, 1)))

    await expect(deduct(lines, request, someDeps())).rejects.toMatchObject({ code: 'OUT_OF_STOCK' })
    expect(await onHand(lines[0]!.sku)).toBe(1)

    await stockUp(lines.at(-1)!.sku, 1)
    await deduct(lines, request, someDeps())
    expect(await onHand(lines[0]!.sku)).toBe(0)
  })
})

describe('restoring a reference', () => {
  beforeEach(() => deduct([{ sku, quantity: 4 }], request, someDeps()))

  it('gives back all of it, once', async () => {
    const answers = await Promise.all([
      restore(undefined, request, someDeps()),
      restore(undefined, request, someDeps()),
    ])

    expect(await onHand()).toBe(10)
    expect(answers.flatMap(({ restoration }) => restoration.items)).toEqual([{ sku, quantity: 4 }])
  })

  it('gives back parts that add up to what was taken', async () => {
    const part = () => restore([{ sku, quantity: 3 }], request, someDeps())

    expect((await part()).restoration).toMatchObject({ items: [{ quantity: 3 }], remaining: [{ quantity: 1 }] })
    expect((await part()).restoration).toMatchObject({ items: [{ quantity: 1 }], remaining: [] })
    expect((await part()).restoration).toMatchObject({ items: [], remaining: [] })
    expect(await onHand()).toBe(10)
  })

  it('refuses more than was taken, and an unknown reference', async () => {
    await expect(restore([{ sku, quantity: 5 }], request, someDeps())).rejects.toMatchObject({ status: 400 })
    await expect(restore(undefined, { ...request, reference: 'unknown' }, someDeps())).rejects.toMatchObject({
      status: 404,
    })
    expect(await onHand()).toBe(6)
  })
})
