import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'

export const getDocs = defineRoute({
  name: 'get-docs',
  method: 'GET',
  path: '/docs',
  summary: 'The API as a page to read',
  access: 'public',
  ownership: 'shop',
  responses: { 200: z.string() },
  produces: 'text/html',
  headers: { answer: ['Content-Security-Policy'] },
  cacheControl: 'public, max-age=300',
  table: 'none',
})
