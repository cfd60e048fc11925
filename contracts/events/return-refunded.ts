import * as z from 'zod/mini'
import { defineEvent } from '../event.ts'
import { Money } from '../money.ts'

/** How the refund of a return ended. */
export const ReturnRefunded = defineEvent(
  'ReturnRefunded',
  1,
  z.object({
    orderId: z.string(),
    returnId: z.string(),
    /** What went back: less than asked for where earlier refunds left less, nothing where the provider refused. */
    refunded: Money,
    /** The provider refused: a person has to give it back. */
    failed: z.boolean(),
  }),
)
