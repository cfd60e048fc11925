import * as z from 'zod/mini'
import { couponProblems } from '../coupon.ts'
import { defineInternal } from '../internal-function.ts'
import { Money } from '../money.ts'

/** What a coupon would take off an order right now, or why it would not. Takes no use of it. */
export const quoteCoupon = defineInternal({
  service: 'orders',
  name: 'quote-coupon',
  timeoutMs: 5000,
  input: z.object({
    code: z.string(),
    subtotal: Money,
    /** Absent for guests. */
    customerId: z.optional(z.string()),
  }),
  output: z.object({
    /** The code as the shop writes it; as asked where there is none. */
    code: z.string(),
    discount: Money,
    freeShipping: z.boolean(),
    problem: z.optional(z.object({ code: z.enum(couponProblems), detail: z.string() })),
  }),
})
