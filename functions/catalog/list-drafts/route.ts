import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'
import { listQuery } from '../../shared/http/validation.ts'
import { catalogWriters } from '../access.ts'
import { ListedProduct, pageOf } from '../schemas.ts'

export const listDrafts = defineRoute({
  name: 'list-drafts',
  method: 'GET',
  path: '/api/products/drafts',
  summary: 'Products that are not shown yet, newest first',
  access: catalogWriters,
  ownership: 'shop',
  query: z.strictObject(listQuery),
  responses: { 200: pageOf(ListedProduct) },
  problems: ['INVALID_CURSOR'],
  table: 'read',
})
