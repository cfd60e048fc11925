import * as z from 'zod/mini'
import { defineEvent } from '../event.ts'
import { Money } from '../money.ts'

export const PaymentRefunded = defineEvent(
  'PaymentRefunded',
  1,
  z.object({
    paymentId: z.string(),
    orderId: z.string(),
    refundId: z.string(),
    /** This refund. */
    amount: Money,
    /** All refunds of the payment so far, this one included. */
    refundedTotal: Money,
    captured: Money,
  }),
)
