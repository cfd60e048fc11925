import * as z from 'zod/mini'
import { ListedProduct } from '../../contracts/listed-product.ts'
import { Timestamp } from '../../contracts/quantity.ts'

const Count = z.object({ value: z.string(), count: z.int() })

export const SearchResult = z.object({
  items: z.array(ListedProduct),
  /** Products that match, on all pages. */
  total: z.int(),
  /** Each counts under all filters but its own. */
  facets: z.object({
    category: z.array(Count),
    brand: z.array(Count),
    /** Minor units; both ends belong to the range and can be sent as minPrice and maxPrice. `to` null: no end. */
    price: z.array(z.object({ from: z.int(), to: z.nullable(z.int()), count: z.int() })),
    /** `from` stars and better. */
    rating: z.array(z.object({ from: z.int(), count: z.int() })),
    availability: z.array(Count),
  }),
  /** What could be searched for instead: mistyped words put right, the last word completed. */
  suggestions: z.array(z.string()),
  nextCursor: z.nullable(z.string()),
})

export const Rebuild = z.object({
  id: z.string(),
  /** `reading`: asking the catalog for every product. `building`: making the index. */
  status: z.enum(['reading', 'building', 'done']),
  /** Read so far. */
  products: z.int(),
  startedAt: Timestamp,
  finishedAt: z.optional(Timestamp),
})
