import { findProduct } from '../../../contracts/internal/index.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { stockParams } from '../schemas.ts'

export const unsubscribe = defineRoute({
  name: 'unsubscribe',
  method: 'DELETE',
  path: '/api/inventory/{productId}/subscriptions',
  summary: 'No longer be told when it is back in stock; repeating it changes nothing',
  access: anyUser,
  ownership: 'caller',
  params: stockParams,
  responses: { 204: null },
  problems: ['NOT_FOUND'],
  table: 'write',
  calls: [findProduct],
})
