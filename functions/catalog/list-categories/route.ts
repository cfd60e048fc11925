import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'
import { ALWAYS_ASK, CategoryBranch } from '../schemas.ts'

export const listCategories = defineRoute({
  name: 'list-categories',
  method: 'GET',
  path: '/api/products/categories',
  summary: 'The category tree with the number of products',
  access: 'public',
  ownership: 'shop',
  responses: { 200: z.object({ categories: z.array(CategoryBranch) }) },
  headers: { request: ['Accept-Language'], answer: ['Vary'] },
  table: 'read',
  cacheControl: ALWAYS_ASK,
})
