import * as z from 'zod/mini'
import { defineEvent } from '../event.ts'
import { Money } from '../money.ts'

export const PaymentFailed = defineEvent(
  'PaymentFailed',
  1,
  z.object({ paymentId: z.string(), orderId: z.string(), amount: Money, reason: z.string() }),
)
