import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { type AddressItem, addAddress as add } from '../table.ts'
import { toAddress } from '../views.ts'
import { addAddress } from './route.ts'

export const handler = endpoint(addAddress, async ({ caller, body, idempotency }, deps) => {
  const { isDefault = false, ...address } = body
  const item: AddressItem = { addressId: deps.newId(), address, createdAt: deps.now.toISOString(), version: 1 }
  const answer = (defaultId: string | undefined) => ({ address: toAddress(item, defaultId) })
  const book = await add(userOf(caller).userId, item, isDefault, ({ defaultId }) =>
    idempotency ? [idempotency.record({ status: 201, body: answer(defaultId) })] : [],
  )
  return answer(book.defaultId)
})
