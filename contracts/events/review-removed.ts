import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/** A review and its stars no longer count. */
export const ReviewRemoved = defineEvent('ReviewRemoved', 1, z.object({ productId: z.string(), reviewId: z.string() }))
