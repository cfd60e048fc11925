import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { replaceAddress } from '../table.ts'
import { toAddress } from '../views.ts'
import { updateAddress } from './route.ts'

export const handler = endpoint(updateAddress, async ({ caller, params, body, ifMatch }) => {
  const { isDefault = false, ...address } = body
  const { item, book } = await replaceAddress(userOf(caller).userId, params.id, address, isDefault, ifMatch)
  return { address: toAddress(item, book.defaultId) }
})
