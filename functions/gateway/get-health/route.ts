import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'

export const getHealth = defineRoute({
  name: 'get-health',
  method: 'GET',
  path: '/health',
  summary: 'Whether requests are answered, and by which version',
  access: 'public',
  ownership: 'shop',
  responses: { 200: z.object({ status: z.literal('ok'), version: z.string(), stage: z.string() }) },
  table: 'none',
})
