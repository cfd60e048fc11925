import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { getAddressBook, listAddressItems } from '../table.ts'
import { toAddress } from '../views.ts'
import { listAddresses } from './route.ts'

export const handler = endpoint(listAddresses, async ({ caller, query }) => {
  const { userId } = userOf(caller)
  const [book, page] = await Promise.all([
    getAddressBook(userId),
    listAddressItems(userId, { ...query, bound: [userId, listAddresses.name] }),
  ])
  return { items: page.items.map((item) => toAddress(item, book.defaultId)), nextCursor: page.nextCursor }
})
