import * as z from 'zod/mini'
import { Timestamp } from './quantity.ts'

export const Stars = z.int().check(z.minimum(1), z.maximum(5))

/** Says nothing of who wrote it. Title and text are text, never markup. */
export const Review = z.object({
  id: z.string(),
  productId: z.string(),
  rating: Stars,
  title: z.string(),
  text: z.string(),
  /** Written by somebody who bought it. */
  verified: z.boolean(),
  createdAt: Timestamp,
  updatedAt: z.optional(Timestamp),
  version: z.int(),
})
