import { describe, expect, it } from '@jest/globals'
import { orderConfirmed } from '../../../functions/notifications/domain/templates/order-confirmed.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })

describe('the mail that confirms an order', () => {
  it('has rows that add up: lines, discount, shipping, tax and total', () => {
    const { blocks } = orderConfirmed.wording.en({
      number: 'TW-1',
      lines: [{ name: 'Mug', quantity: 2, lineTotal: usd(4000) }],
      discount: usd(400),
      shippingFee: usd(599),
      tax: usd(798),
      total: usd(4997),
    })
    expect(blocks).toContainEqual({
      rows: [
        ['2 × Mug', '$40.00'],
        ['Discount', '−$4.00'],
        ['Shipping', '$5.99'],
        ['Tax', '$7.98'],
        ['Total', '$49.97'],
      ],
    })
  })
})
