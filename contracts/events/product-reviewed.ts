import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/** Carries no text of the review and nobody's name. */
export const ProductReviewed = defineEvent(
  'ProductReviewed',
  1,
  z.object({ productId: z.string(), reviewId: z.string(), rating: z.int() }),
)
