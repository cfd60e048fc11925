import * as z from 'zod/mini'
import { CategoryBranch } from '../category-branch.ts'
import { defineInternal } from '../internal-function.ts'
import { Language } from '../language.ts'

/** All categories with the number of their products. */
export const categoryTree = defineInternal({
  service: 'catalog',
  name: 'category-tree',
  timeoutMs: 5000,
  input: z.object({ language: Language }),
  output: z.object({ categories: z.array(CategoryBranch) }),
})
