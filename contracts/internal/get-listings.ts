import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'
import { Listing } from '../listing.ts'

/** Products as they are now, read consistently. Unknown ids are left out. */
export const getListings = defineInternal({
  service: 'catalog',
  name: 'get-listings',
  timeoutMs: 8000,
  input: z.object({ productIds: z.array(z.string()).check(z.maxLength(100)) }),
  output: z.object({ listings: z.array(Listing) }),
})
