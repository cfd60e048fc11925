import * as z from 'zod/mini'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Address, AddressInput } from '../schemas.ts'

export const addAddress = defineRoute({
  name: 'add-address',
  method: 'POST',
  path: '/api/users/addresses',
  summary: 'Add an address; your first one becomes the default',
  access: anyUser,
  ownership: 'caller',
  body: AddressInput,
  responses: { 201: z.object({ address: Address }) },
  problems: ['LIMIT_REACHED', 'CONFLICT'],
  idempotency: 'optional',
  table: 'write',
})
