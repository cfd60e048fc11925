import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'

const name = z.string().check(z.regex(/^[\w-]{1,100}(\.svg)?$/))

export const demoPicture = defineRoute({
  name: 'demo-picture',
  method: 'GET',
  path: '/demo/pictures/{shape}/{palette}/{slug}',
  summary: 'The generated picture of a demo product, as SVG',
  access: 'public',
  ownership: 'shop',
  params: z.strictObject({ shape: name, palette: name, slug: name }),
  responses: { 200: z.string() },
  produces: 'image/svg+xml',
  problems: ['NOT_FOUND'],
  cacheControl: 'public, max-age=86400',
  table: 'none',
  onlyIn: ['local', 'dev'],
})
