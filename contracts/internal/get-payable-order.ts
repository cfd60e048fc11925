import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'
import { Money } from '../money.ts'
import { OrderStatus } from '../order-status.ts'

/** What a payment needs to know of an order; `null` when it does not exist. The caller checks the owner. */
export const getPayableOrder = defineInternal({
  service: 'orders',
  name: 'get-payable-order',
  timeoutMs: 5000,
  input: z.object({ orderId: z.string() }),
  output: z.object({
    order: z.nullable(
      z.object({
        orderId: z.string(),
        number: z.string(),
        customerId: z.string(),
        status: OrderStatus,
        total: Money,
        /** True while a payment may still be created: PENDING or AWAITING_PAYMENT. */
        payable: z.boolean(),
      }),
    ),
  }),
})
