import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'
import { Charge, idParams } from '../schemas.ts'

export const getCharge = defineRoute({
  name: 'get-charge',
  method: 'GET',
  path: '/payments/v1/charges/{id}',
  summary: 'A charge as it is now',
  access: 'public',
  ownership: 'shop',
  params: idParams,
  responses: { 200: z.object({ charge: Charge }) },
  problems: ['UNAUTHENTICATED', 'NOT_FOUND'],
  table: 'read',
  uses: ['provider-secrets'],
})
