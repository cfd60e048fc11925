import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/** A sku that was sold out and that somebody waits for can be bought again. */
export const StockReplenished = defineEvent('StockReplenished', 1, z.object({ sku: z.string(), productId: z.string() }))
