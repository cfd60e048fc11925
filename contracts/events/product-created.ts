import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

export const ProductCreated = defineEvent(
  'ProductCreated',
  1,
  z.object({
    productId: z.string(),
    /** Every sku of the product: its own, or its variants'. */
    skus: z.array(z.string()),
    version: z.int(),
  }),
)
