import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

export const ProductRemoved = defineEvent(
  'ProductRemoved',
  1,
  z.object({ productId: z.string(), skus: z.array(z.string()) }),
)
