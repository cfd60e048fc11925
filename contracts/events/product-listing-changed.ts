import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/**
 * What lists show of a product changed without an edit: its availability, or its place in the category tree.
 * `revision` rises with every change of the product, of whatever kind.
 */
export const ProductListingChanged = defineEvent(
  'ProductListingChanged',
  1,
  z.object({ productId: z.string(), revision: z.int() }),
)
