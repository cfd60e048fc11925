import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'
import { Charge } from '../schemas.ts'

export const findCharge = defineRoute({
  name: 'find-charge',
  method: 'GET',
  path: '/payments/v1/charges',
  summary: 'The charges of a reference',
  access: 'public',
  ownership: 'shop',
  query: z.strictObject({ reference: z.string() }),
  responses: { 200: z.object({ items: z.array(Charge) }) },
  problems: ['UNAUTHENTICATED'],
  table: 'read',
  uses: ['provider-secrets'],
})
