import * as z from 'zod/mini'
import { PostalAddress } from '../address.ts'
import { defineInternal } from '../internal-function.ts'

/** What a shipment needs to know of an order; `null` when it does not exist. */
export const getShippingDetails = defineInternal({
  service: 'orders',
  name: 'get-shipping-details',
  timeoutMs: 5000,
  input: z.object({ orderId: z.string() }),
  output: z.object({
    order: z.nullable(
      z.object({
        orderId: z.string(),
        /** Nothing of it may leave any more. */
        closed: z.boolean(),
        number: z.string(),
        customerId: z.string(),
        address: PostalAddress,
        lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
      }),
    ),
  }),
})
