import * as z from 'zod/mini'
import { defineEvent } from '../event.ts'
import { Money } from '../money.ts'

/** The money of a return went back: the customer may be told. */
export const OrderReturnCompleted = defineEvent(
  'OrderReturnCompleted',
  1,
  z.object({
    orderId: z.string(),
    number: z.string(),
    customerId: z.string(),
    returnId: z.string(),
    refunded: Money,
  }),
)
