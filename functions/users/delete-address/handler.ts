import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { removeAddress } from '../table.ts'
import { deleteAddress } from './route.ts'

export const handler = endpoint(deleteAddress, async ({ caller, params, ifMatch }) => {
  await removeAddress(userOf(caller).userId, params.id, ifMatch)
  return undefined
})
