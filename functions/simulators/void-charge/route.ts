import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'
import { Charge, idParams } from '../schemas.ts'

export const voidCharge = defineRoute({
  name: 'void-charge',
  method: 'POST',
  path: '/payments/v1/charges/{id}/void',
  summary: 'Call an uncaptured charge off',
  access: 'public',
  ownership: 'shop',
  params: idParams,
  responses: { 200: z.object({ charge: Charge }) },
  problems: ['UNAUTHENTICATED', 'NOT_FOUND', 'ILLEGAL_TRANSITION', 'CONFLICT'],
  table: 'write',
  uses: ['provider-secrets'],
})
