import * as z from 'zod/mini'
import { defineRoute, staffOnly } from '../../shared/http/route.ts'
import { Rebuild } from '../schemas.ts'

export const getRebuild = defineRoute({
  name: 'get-rebuild',
  method: 'GET',
  path: '/api/products/search/rebuild',
  summary: 'How far the last rebuild of the search index is',
  access: staffOnly,
  ownership: 'shop',
  responses: { 200: z.object({ rebuild: Rebuild }) },
  problems: ['NOT_FOUND'],
  table: 'read',
})
