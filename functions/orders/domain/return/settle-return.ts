import type { Money } from '../../../../contracts/money.ts'
import type { OrderReturn } from './order-return.ts'

/** The return after its refund ended, or undefined when that is known already. Pure. */
export function settleReturn(
  orderReturn: OrderReturn,
  { refunded, failed }: { refunded: Money; failed: boolean },
  at: string,
): OrderReturn | undefined {
  if (orderReturn.status !== 'PENDING') return undefined
  return { ...orderReturn, status: failed ? 'REFUND_FAILED' : 'REFUNDED', refund: refunded, completedAt: at }
}
