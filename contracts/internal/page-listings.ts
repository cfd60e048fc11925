import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'
import { Listing } from '../listing.ts'

/** All listed products, page by page, oldest first: what is added meanwhile comes at the end. */
export const pageListings = defineInternal({
  service: 'catalog',
  name: 'page-listings',
  timeoutMs: 15_000,
  input: z.object({ limit: z.int().check(z.minimum(1), z.maximum(200)), after: z.optional(z.string()) }),
  /** `next` absent: that was the last page. */
  output: z.object({ listings: z.array(Listing), next: z.optional(z.string()) }),
})
