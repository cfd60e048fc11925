import * as z from 'zod/mini'

/** A category with those below it. */
export const CategoryBranch = z.object({
  slug: z.string(),
  name: z.string(),
  /** Listed products, those of the categories below included. */
  count: z.int(),
  get children() {
    return z.array(CategoryBranch)
  },
})
