import { describe, expect, it } from '@jest/globals'
import { reconcileTable } from '../../../bin/lib/reconcile/table.ts'

describe('the table of npm run reconcile', () => {
  it('says in one line when all books agree', () => {
    expect(reconcileTable(12, [])).toContain('✓ The books of 12 orders agree.')
  })

  it('says of each difference where it is, what it means, and what was done or is to be done', () => {
    const text = reconcileTable(12, [
      { orderId: 'order-1', what: 'CAPTURED_FOR_CLOSED_ORDER', repair: 'refund', outcome: 'repaired' },
      { orderId: 'order-2', what: 'STOCK_FOR_CLOSED_ORDER', repair: 'release', outcome: 'open' },
      { orderId: 'order-3', what: 'PAID_WITHOUT_STOCK', outcome: 'open' },
      { orderId: 'order-4', what: 'PAID_AND_WAITING', repair: 'resume', outcome: 'failed' },
    ])
    expect(text).toMatch(/✓ order-1 {2}CAPTURED_FOR_CLOSED_ORDER +repaired: refund\n {4}The money of an order/)
    expect(text).toMatch(/✗ order-2 .*--repair would release/)
    expect(text).toMatch(/✗ order-3 .*for a person/)
    expect(text).toMatch(/✗ order-4 .*resume failed: the log/)
    expect(text).toContain('4 differences in 12 orders, 3 of them left to do.')
  })
})
