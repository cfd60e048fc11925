import type { PostalAddress } from '../../../contracts/address.ts'
import { notFound, Problem } from '../../shared/errors.ts'
import { getItem, type Page, queryAll, queryPage, type TransactItem, transact } from '../../shared/table.ts'
import {
  type AddressBook,
  emptyBook,
  isFull,
  MAX_ADDRESSES,
  withAddress,
  withDefault,
  withoutAddress,
} from '../domain/address-book.ts'

export interface AddressItem {
  readonly addressId: string
  readonly address: PostalAddress
  readonly createdAt: string
  readonly version: number
}

interface BookItem extends AddressBook {
  readonly version: number
}

const userPk = (userId: string) => `USER#${userId}`
const addressKey = (userId: string, addressId: string) => ({ pk: userPk(userId), sk: `ADDRESS#${addressId}` })
const bookKey = (userId: string) => ({ pk: userPk(userId), sk: 'ADDRESS_BOOK' })

/** Tries of a change against others of the same user. */
const ATTEMPTS = 8
class Overtaken extends Error {}
const overtaken = () => new Overtaken('Somebody else changed the addresses at the same time')
const stale = () => new Problem('VERSION_MISMATCH', 'The address was changed since you read it. Read it again.')

export const getAddressItem = (userId: string, addressId: string): Promise<AddressItem | undefined> =>
  getItem<AddressItem>(addressKey(userId, addressId))

export const getAddressBook = async (userId: string): Promise<BookItem> =>
  (await getItem<BookItem>(bookKey(userId))) ?? { ...emptyBook, version: 0 }

/** For the export: an address book has an end. */
export const listAllAddresses = (userId: string): Promise<AddressItem[]> =>
  queryAll<AddressItem>({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': userPk(userId), ':prefix': 'ADDRESS#' },
    ConsistentRead: true,
  })

/** Oldest first. */
export const listAddressItems = (
  userId: string,
  page: { limit: number; cursor?: string | undefined; bound: readonly unknown[] },
): Promise<Page<AddressItem>> =>
  queryPage<AddressItem>(
    {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': userPk(userId), ':prefix': 'ADDRESS#' },
      ConsistentRead: true,
    },
    page,
  )

/**
 * `also` gives further writes of the same transaction, from the book as it will be.
 * @throws {Problem} LIMIT_REACHED
 */
export function addAddress(
  userId: string,
  item: AddressItem,
  makeDefault: boolean,
  also: (book: AddressBook) => readonly TransactItem[] = () => [],
): Promise<AddressBook> {
  return untilDone(async () => {
    const book = await getAddressBook(userId)
    if (isFull(book)) throw new Problem('LIMIT_REACHED', `${MAX_ADDRESSES} addresses are the most. Delete one first.`)
    const next = withAddress(book, item.addressId, makeDefault)
    await transact([
      ...also(next),
      { put: { Item: { ...addressKey(userId, item.addressId), ...item } } },
      putBook(userId, book, next),
    ])
    return next
  })
}

/** @throws {Problem} NOT_FOUND, VERSION_MISMATCH */
export function replaceAddress(
  userId: string,
  addressId: string,
  address: PostalAddress,
  makeDefault: boolean,
  ifMatch: number | undefined,
): Promise<{ item: AddressItem; book: AddressBook }> {
  return untilDone(async () => {
    const [book, old] = await Promise.all([getAddressBook(userId), getAddressItem(userId, addressId)])
    if (!old) throw notFound('address')
    if (ifMatch !== undefined && ifMatch !== old.version) throw stale()
    const item: AddressItem = { ...old, address, version: old.version + 1 }
    const next = makeDefault ? withDefault(book, addressId) : book
    await transact([
      {
        put: { Item: item, ...versionIs(old.version) },
        onConditionFailed: overtaken,
      },
      ...(next.defaultId === book.defaultId ? [] : [putBook(userId, book, next)]),
    ])
    return { item, book: next }
  })
}

/** @throws {Problem} NOT_FOUND, VERSION_MISMATCH */
export function removeAddress(userId: string, addressId: string, ifMatch: number | undefined): Promise<void> {
  return untilDone(async () => {
    const [book, old] = await Promise.all([getAddressBook(userId), getAddressItem(userId, addressId)])
    if (!old) throw notFound('address')
    if (ifMatch !== undefined && ifMatch !== old.version) throw stale()
    await transact([
      { delete: { Key: addressKey(userId, addressId), ...versionIs(old.version) }, onConditionFailed: overtaken },
      putBook(userId, book, withoutAddress(book, addressId)),
    ])
  })
}

const versionIs = (version: number) => ({
  ConditionExpression: '#version = :version',
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':version': version },
})

const putBook = (userId: string, seen: BookItem, next: AddressBook): TransactItem => ({
  put: {
    Item: { ...bookKey(userId), ids: next.ids, defaultId: next.defaultId, version: seen.version + 1 },
    ...(seen.version === 0 ? { ConditionExpression: 'attribute_not_exists(pk)' } : versionIs(seen.version)),
  },
  onConditionFailed: overtaken,
})

async function untilDone<Result>(change: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await change()
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
      if (attempt >= ATTEMPTS) throw new Problem('CONFLICT', 'Your addresses are being changed elsewhere. Try again.')
    }
  }
}
