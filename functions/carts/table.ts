/** The carts' table: one item a cart. `USER#<id>` or `GUEST#<hash of the token>`, CART. */
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../shared/clients/dynamodb.ts'
import { env } from '../shared/env.ts'
import { deleteItem, getItem, isConditionFailure, type TransactItem, transact } from '../shared/table.ts'
import type { Cart } from './domain/cart.ts'
import { cartIdOf, type Owner } from './owner.ts'

/** Days after its last change that a guest's cart is kept. */
const GUEST_DAYS = 30

interface CartItem extends Cart {
  readonly pk: string
  readonly sk: string
  readonly updatedAt: string
  /** Guests' only. Unix seconds; DynamoDB deletes late, so reading checks it too. */
  readonly expiresAt?: number
  /** A guest's cart that became a part of a user's. */
  readonly mergedInto?: string
}

/** The cart changed since it was read: read again and repeat. */
export class CartChanged extends Error {
  override readonly name = 'CartChanged'
}

const keyOf = (owner: Owner) => ({ pk: owner.pk, sk: 'CART' })
const isGuest = (owner: Owner) => owner.token !== undefined
const seconds = (time: Date) => Math.floor(time.getTime() / 1000)

/** Undefined when there is none, it expired, or it was merged into a user's. */
export async function getCart(owner: Owner, now: Date): Promise<Cart | undefined> {
  const item = await getItem<CartItem>(keyOf(owner))
  if (!item || item.mergedInto !== undefined) return undefined
  if (item.expiresAt !== undefined && item.expiresAt <= seconds(now)) return undefined
  const { id, lines, couponCode, version } = item
  return { id, lines, version, ...(couponCode === undefined ? {} : { couponCode }) }
}

/** Whether there was one or not. */
export const deleteCart = (owner: Owner): Promise<void> => deleteItem(keyOf(owner))

export const emptyCart = (owner: Owner | undefined): Cart => ({ id: cartIdOf(owner), lines: [], version: 0 })

/**
 * Writes the cart with the next version.
 * @param before what `after` was made from; version 0 when there was none
 * @param more writes of the same transaction
 * @throws {CartChanged}
 */
export async function putCart(
  owner: Owner,
  before: Cart,
  after: Cart,
  now: Date,
  more: readonly TransactItem[] = [],
): Promise<Cart> {
  const saved = { ...after, version: before.version + 1 }
  const put = cartWrite(owner, before, saved, now)
  if (more.length > 0) {
    await transact([...more, { put, onConditionFailed: cartChanged }])
    return saved
  }
  try {
    // Alone: a transaction would cost twice.
    await dynamodb.send(new PutCommand({ TableName: env.tableName, ...put }))
  } catch (error) {
    if (isConditionFailure(error) || (error as Error).name === 'TransactionConflictException') throw cartChanged()
    throw error
  }
  return saved
}

/**
 * Makes a guest's cart a part of the user's, both in one transaction.
 * @throws {CartChanged} when either changed, or the guest's was merged by another request
 */
export async function putMerged(
  carts: { guest: Owner; guestCart: Cart; user: Owner; before: Cart; after: Cart },
  now: Date,
): Promise<Cart> {
  const { guest, guestCart, user, before, after } = carts
  const changed = after !== before
  const saved = changed ? { ...after, version: before.version + 1 } : before
  await transact([
    {
      update: {
        Key: keyOf(guest),
        UpdateExpression: 'SET mergedInto = :into, #lines = :none',
        ConditionExpression: 'version = :version AND attribute_not_exists(mergedInto)',
        ExpressionAttributeNames: { '#lines': 'lines' },
        ExpressionAttributeValues: { ':into': saved.id, ':version': guestCart.version, ':none': [] },
      },
      onConditionFailed: cartChanged,
    },
    ...(changed ? [{ put: cartWrite(user, before, saved, now), onConditionFailed: cartChanged }] : []),
  ])
  return saved
}

function cartWrite(owner: Owner, before: Cart, saved: Cart, now: Date) {
  const Item: CartItem = {
    ...saved,
    ...keyOf(owner),
    updatedAt: now.toISOString(),
    ...(isGuest(owner) ? { expiresAt: seconds(now) + GUEST_DAYS * 86_400 } : {}),
  }
  return before.version === 0
    ? { Item, ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        Item,
        ConditionExpression: 'version = :version AND attribute_not_exists(mergedInto)',
        ExpressionAttributeValues: { ':version': before.version },
      }
}

const cartChanged = () => new CartChanged('The cart was changed at the same time')
