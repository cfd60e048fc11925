import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'

export const getOpenapi = defineRoute({
  name: 'get-openapi',
  method: 'GET',
  path: '/openapi.json',
  summary: 'This document: OpenAPI 3.1',
  access: 'public',
  ownership: 'shop',
  responses: { 200: z.record(z.string(), z.unknown()) },
  cacheControl: 'public, max-age=300',
  table: 'none',
})
