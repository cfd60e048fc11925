import * as z from 'zod/mini'
import { defineRoute, staffOnly } from '../../shared/http/route.ts'
import { Rebuild } from '../schemas.ts'

export const rebuildSearch = defineRoute({
  name: 'rebuild-search',
  method: 'POST',
  path: '/api/products/search/rebuild',
  summary: 'Make the search index anew from the catalog; searches go on with the old one meanwhile',
  access: staffOnly,
  ownership: 'shop',
  body: z.strictObject({}),
  responses: { 202: z.object({ rebuild: Rebuild }) },
  idempotency: 'optional',
  table: 'write',
  enqueues: ['rebuild-pages'],
})
