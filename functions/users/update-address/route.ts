import * as z from 'zod/mini'
import { Id } from '../../../contracts/quantity.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Address, AddressInput } from '../schemas.ts'

export const updateAddress = defineRoute({
  name: 'update-address',
  method: 'PUT',
  path: '/api/users/addresses/{id}',
  summary: 'Replace an address; isDefault true makes it the default, false does not take that away',
  access: anyUser,
  ownership: 'resource',
  params: z.strictObject({ id: Id }),
  body: AddressInput,
  responses: { 200: z.object({ address: Address }) },
  problems: ['NOT_FOUND', 'VERSION_MISMATCH', 'CONFLICT'],
  table: 'write',
})
