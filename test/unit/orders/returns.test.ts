import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Order } from '../../../functions/orders/domain/order.ts'
import { returnGoods } from '../../../functions/orders/domain/return/return-goods.ts'
import { settleReturn } from '../../../functions/orders/domain/return/settle-return.ts'
import { totalsOf } from '../../../functions/orders/domain/totals.ts'
import { aLine, anOrder, at, usd } from './builders.ts'

const request = { id: 'ret-1', reason: 'too small', by: 'customer:customer-1' }
const give = (order: Order, sku: string, quantity: number) => returnGoods(order, [{ sku, quantity }], request, at)
const code = (run: () => unknown): string => {
  try {
    run()
    return 'nothing'
  } catch (error) {
    return (error as { code: string }).code
  }
}

const someOrder = fc
  .record({
    lines: fc.array(
      fc.record({ quantity: fc.integer({ min: 1, max: 12 }), amount: fc.integer({ min: 0, max: 9999 }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
    discount: fc.integer({ min: 0, max: 20_000 }),
    taxBasisPoints: fc.integer({ min: 0, max: 3000 }),
    fee: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ lines, discount, taxBasisPoints, fee }) => {
    const priced = lines.map(({ quantity, amount }, n) => aLine({ sku: `S${n}`, quantity, unitPrice: usd(amount) }))
    const rates = { taxBasisPoints, taxesShipping: true, shipping: { USD: { fee } } }
    const totals = totalsOf(priced, rates, { discount: usd(discount), freeShipping: false })
    return anOrder({ status: 'DELIVERED', ...totals })
  })

describe('returning everything', () => {
  it('in any number of steps gives back exactly what each line cost, and the shipping with the last', () => {
    fc.assert(
      fc.property(someOrder, fc.infiniteStream(fc.nat()), (placed, numbers) => {
        const refunds = new Map<string, number>()
        let order = placed
        let shipping = 0
        let sum = 0
        for (const line of placed.lines) {
          for (let left = line.quantity; left > 0; ) {
            const quantity = 1 + (numbers.next().value! % left)
            const { order: after, orderReturn } = give(order, line.sku, quantity)
            order = after
            left -= quantity
            shipping += orderReturn.shippingRefund.amount
            sum += orderReturn.refund.amount
            refunds.set(line.sku, (refunds.get(line.sku) ?? 0) + orderReturn.lines[0]!.refund.amount)
          }
        }
        for (const { sku, lineTotal, discount, tax } of placed.lines) {
          expect(refunds.get(sku)).toBe(lineTotal.amount - discount.amount + tax.amount)
        }
        expect(shipping).toBe(placed.shippingFee.amount + placed.shippingTax.amount)
        expect(sum).toBe(placed.total.amount)
      }),
    )
  })
})

describe('a return', () => {
  it('gives back a share, keeps count and tells of it', () => {
    const order = anOrder({ status: 'SHIPPED' })
    const { order: after, events, orderReturn } = give(order, 'MUG', 1)
    expect(orderReturn).toMatchObject({
      status: 'PENDING',
      refund: usd(1999),
      lines: [{ sku: 'MUG', refund: usd(1999) }],
    })
    expect(after).toMatchObject({ returned: { MUG: 1 }, status: 'SHIPPED', version: order.version + 1 })
    expect(events.map(({ definition }) => definition.name)).toEqual(['OrderReturned'])
    expect(() => events[0]!.definition.data.parse(events[0]!.data)).not.toThrow()
  })

  it('adds lines of the same sku together, and takes no more than was bought', () => {
    const order = anOrder({ status: 'DELIVERED' })
    const twice = [
      { sku: 'MUG', quantity: 1 },
      { sku: 'MUG', quantity: 2 },
    ]
    expect(code(() => returnGoods(order, twice, request, at))).toBe('RETURN_EXCEEDS_ORDER')
    expect(code(() => give(order, 'PEN', 1))).toBe('RETURN_EXCEEDS_ORDER')
    expect(code(() => give(give(order, 'MUG', 1).order, 'MUG', 2))).toBe('RETURN_EXCEEDS_ORDER')
  })

  it.each([
    [['PENDING'], false],
    [['AWAITING_PAYMENT', 'PAID'], false],
    [['AWAITING_PAYMENT', 'PAID', 'PARTIALLY_REFUNDED'], false],
    [['AWAITING_PAYMENT', 'PAID', 'SHIPPED'], true],
    [['AWAITING_PAYMENT', 'PAID', 'SHIPPED', 'PARTIALLY_REFUNDED'], true],
    [['AWAITING_PAYMENT', 'PAID', 'SHIPPED', 'DELIVERED', 'COMPLETED'], true],
    [['AWAITING_PAYMENT', 'PAID', 'SHIPPED', 'REFUNDED'], false],
    [['CANCELLED'], false],
  ] as const)('of an order that went %j: %j', (via, allowed) => {
    expect(code(() => give(anOrder({ via: [...via] }), 'MUG', 1))).toBe(allowed ? 'nothing' : 'ORDER_NOT_RETURNABLE')
  })

  it('gives back what earlier refunds left', () => {
    const payment = { id: 'p', status: 'PARTIALLY_REFUNDED', amount: usd(4597), refunded: usd(4000) } as const
    const { orderReturn } = give(anOrder({ status: 'DELIVERED', payment }), 'MUG', 2)
    expect(orderReturn).toMatchObject({ due: usd(4597), refund: usd(597) })
  })

  it('ends once, with what really went back', () => {
    const { orderReturn } = give(anOrder({ status: 'DELIVERED' }), 'MUG', 1)
    const settled = settleReturn(orderReturn, { refunded: usd(5), failed: false }, at)!
    expect(settled).toMatchObject({ status: 'REFUNDED', refund: usd(5), due: usd(1999) })
    expect(settleReturn(settled, { refunded: usd(1999), failed: false }, at)).toBeUndefined()
    expect(settleReturn(orderReturn, { refunded: usd(0), failed: true }, at)!.status).toBe('REFUND_FAILED')
  })
})
