import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'

const slug = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'a slug such as "rain-jackets"'))

/** Creates and changes categories; those not named stay as they are. Repeating it changes nothing. */
export const putCategoryTree = defineInternal({
  service: 'catalog',
  name: 'put-category-tree',
  timeoutMs: 30_000,
  input: z.object({
    categories: z
      .array(
        z.object({
          slug,
          name: z.object({ en: z.string(), zh: z.optional(z.string()) }),
          /** Slug of the category above, in this list or there already; absent for a top category. */
          parent: z.optional(slug),
          /** Order among its siblings, smallest first. */
          position: z.int(),
        }),
      )
      .check(z.maxLength(1000)),
  }),
  output: z.object({ changed: z.int() }),
})
