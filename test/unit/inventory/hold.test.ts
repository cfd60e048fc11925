import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  CHUNK_LINES,
  type Hold,
  type Plan,
  planCommit,
  planRelease,
  planRestore,
  planTake,
  remainingLines,
  tombstone,
} from '../../../functions/inventory/domain/hold.ts'
import { availableDelta } from '../../../functions/inventory/domain/movement.ts'
import { aHold, aRequest, NOW, someLines } from './builders.ts'

const run = (start: Hold | undefined, plan: (hold: Hold | undefined) => Plan | undefined, most = 100) => {
  const plans: Plan[] = []
  for (let next = plan(start); next && plans.length < most; next = plan(next.hold)) plans.push(next)
  return { plans, hold: plans.at(-1)?.hold ?? start, movements: plans.flatMap((plan) => plan.movements) }
}
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

describe('a hold', () => {
  it('of a small order is one transaction', () => {
    const { plans, hold } = run(undefined, (hold) => planTake(hold, aRequest({ items: someLines(30) })))

    expect(plans).toHaveLength(1)
    expect(hold).toMatchObject({ status: 'HELD', taken: 1, version: 1 })
  })

  it('of 220 lines moves in chunks that a transaction can take', () => {
    const { plans, movements } = run(undefined, (hold) => planTake(hold, aRequest({ items: someLines(220) })))

    expect(plans.map((plan) => plan.hold.status)).toEqual([...Array(5).fill('PREPARING'), 'HELD'])
    expect(plans.every((plan) => plan.movements.length <= CHUNK_LINES)).toBe(true)
    expect(movements.map(({ sku }) => sku)).toEqual(someLines(220).map(({ sku }) => sku))
  })

  it('taken twice moves stock once', () => {
    const first = run(undefined, (hold) => planTake(hold, aRequest()))

    expect(planTake(first.hold, aRequest())).toBeUndefined()
  })

  it('that was released refuses a late reserve', () => {
    expect(() => planTake(tombstone('order-1', NOW).hold, aRequest())).toThrow('released before')
  })

  it('that was short tells a repeated reserve the same', () => {
    const hold = aHold({ status: 'RELEASED', released: 1, releasedBecause: 'MUG: 2 wanted, 1 available' })

    expect(() => planTake(hold, aRequest())).toThrow(expect.objectContaining({ name: 'OutOfStock' }))
  })

  it('cannot be committed after its time, however late it is deleted', () => {
    const hold = aHold({ heldUntil: NOW.toISOString() })

    expect(() => planCommit(hold, NOW)).toThrow(expect.objectContaining({ name: 'HoldExpired' }))
    expect(() => planCommit(aHold({ status: 'RELEASED' }), NOW)).toThrow(
      expect.objectContaining({ name: 'HoldReleased' }),
    )
    expect(() => planCommit(undefined, NOW)).toThrow(expect.objectContaining({ name: 'HoldReleased' }))
  })

  it('whose commit has begun is finished, even after its time', () => {
    const hold = aHold({
      items: someLines(80),
      taken: 2,
      committed: 1,
      status: 'COMMITTED',
      heldUntil: NOW.toISOString(),
    })

    expect(planCommit(hold, NOW)).toMatchObject({ hold: { committed: 2 }, finished: true })
  })

  it('gives back exactly what it took, from whatever point it is released', () => {
    const cases = fc.record({
      lines: fc.integer({ min: 1, max: 200 }),
      quantity: fc.integer({ min: 1, max: 9 }),
      takeSteps: fc.integer({ min: 0, max: 6 }),
      commitSteps: fc.integer({ min: 0, max: 6 }),
    })
    fc.assert(
      fc.property(cases, ({ lines, quantity, takeSteps, commitSteps }) => {
        const request = aRequest({ items: someLines(lines, quantity) })
        const taking = run(undefined, (hold) => planTake(hold, request), takeSteps)
        const committing =
          taking.hold?.status === 'HELD'
            ? run(taking.hold, (hold) => planCommit(hold, NOW), commitSteps)
            : { hold: taking.hold, movements: [] }
        const releasing = run(committing.hold, (hold) => (hold ? planRelease(hold) : tombstone('order-1', NOW)), 20)
        const all = [...taking.movements, ...committing.movements, ...releasing.movements]

        expect(releasing.hold?.status).toBe('RELEASED')
        expect(sum(all.map(({ onHandDelta }) => onHandDelta))).toBe(0)
        expect(sum(all.map(({ reservedDelta }) => reservedDelta))).toBe(0)
        expect(sum(all.map(availableDelta))).toBe(0)
      }),
    )
  })
})

describe('a deduction', () => {
  const request = aRequest({ kind: 'deduction', reference: 'ref-1', items: someLines(3, 5) })
  const taken = () => run(undefined, (hold) => planTake(hold, request)).hold!

  it('takes units off the shelf at once', () => {
    const { hold, movements } = run(undefined, (hold) => planTake(hold, request))

    expect(hold).toMatchObject({ status: 'COMMITTED' })
    expect(movements[0]).toMatchObject({ type: 'deduct', onHandDelta: -5, reservedDelta: 0 })
  })

  it('refuses other items under its reference', () => {
    expect(() => planTake(taken(), { ...request, items: someLines(3, 6) })).toThrow(
      expect.objectContaining({ code: 'REFERENCE_REUSED' }),
    )
  })

  it('may be tried again after it came up short', () => {
    const short = aHold({ ...request, status: 'RELEASED', taken: 1, released: 1, version: 4 })

    expect(planTake(short, request)).toMatchObject({ hold: { status: 'COMMITTED', taken: 1, version: 5 } })
  })

  it('never gives back more than it took, in whatever parts it is asked', () => {
    const asks = fc.array(
      fc.array(
        fc.record({ sku: fc.constantFrom('SKU-000', 'SKU-001', 'SKU-002'), quantity: fc.integer({ min: 1, max: 7 }) }),
      ),
    )
    fc.assert(
      fc.property(asks, (parts) => {
        let hold = taken()
        const back: Record<string, number> = {}
        for (const part of parts) {
          const plan = planRestore(
            hold,
            `request-${hold.version}`,
            part.filter((line, n) => part.findIndex(({ sku }) => sku === line.sku) === n),
          )
          for (const { sku, onHandDelta } of plan?.movements ?? []) back[sku] = (back[sku] ?? 0) + onHandDelta
          hold = plan?.hold ?? hold
        }

        expect(Object.values(back).every((units) => units <= 5)).toBe(true)
        for (const { sku, quantity } of remainingLines(hold)) expect(quantity).toBe(5 - (back[sku] ?? 0))
      }),
    )
  })

  it('gives back a part of many lines in chunks, and goes on where an interrupted request ended', () => {
    const items = someLines(CHUNK_LINES * 2 + 5, 3)
    const hold = aHold({ kind: 'deduction', status: 'COMMITTED', items, taken: 3 })
    const part = items.map(({ sku }) => ({ sku, quantity: 1 }))

    const first = planRestore(hold, 'request-1', part)!
    const other = planRestore(first.hold, 'request-2', part.slice(0, 1))!
    const rest = run(other.hold, (known) => planRestore(known!, 'request-1', part))

    expect([first.finished, rest.plans.map(({ finished }) => finished)]).toEqual([false, [false, true]])
    const back = [...first.movements, ...rest.movements]
    expect(back.map(({ sku, onHandDelta }) => ({ sku, quantity: onHandDelta }))).toEqual(part)
    expect(planRestore(rest.hold!, 'request-1', part)).toBeUndefined()
    expect(remainingLines(rest.hold!)[0]).toEqual({ sku: items[0]!.sku, quantity: 1 })
  })
})
