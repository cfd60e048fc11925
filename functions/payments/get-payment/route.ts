import * as z from 'zod/mini'
import { Id } from '../../../contracts/quantity.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Payment } from '../schemas.ts'

export const getPayment = defineRoute({
  name: 'get-payment',
  method: 'GET',
  path: '/api/payments/{id}',
  summary: 'A payment of the caller; staff: any',
  access: anyUser,
  ownership: 'resource',
  params: z.strictObject({ id: Id }),
  responses: { 200: z.object({ payment: Payment }) },
  problems: ['NOT_FOUND'],
  table: 'read',
})
