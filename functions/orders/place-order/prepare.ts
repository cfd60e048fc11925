/** Asks the other services for what an order is made of, as much as possible at the same time. */
import type { PostalAddress } from '../../../contracts/address.ts'
import { checkStock, getAddress, quoteItems, readCart } from '../../../contracts/internal/index.ts'
import { Problem } from '../../shared/errors.ts'
import { call } from '../../shared/internal.ts'
import { assertInStock, mergeItems, priceLines, type WantedItem } from '../domain/new-order.ts'
import { type Limits, limitsOf } from '../domain/purchase-limit.ts'
import type { PricedLine } from '../domain/totals.ts'
import * as soldOut from './sold-out.ts'

export interface Wishes {
  readonly addressId?: string | undefined
  readonly shippingAddress?: PostalAddress | undefined
  readonly items?: readonly { sku?: string | undefined; productId?: string | undefined; quantity: number }[] | undefined
  readonly couponCode?: string | undefined
}

export interface Prepared {
  readonly lines: PricedLine[]
  readonly limits: Limits
  readonly shippingAddress: PostalAddress
  /** The cart that the lines came from. */
  readonly cart?: { id: string; version: number } | undefined
  /** The one asked for, else the cart's. */
  readonly couponCode?: string | undefined
}

/**
 * @param requestId the same when it is repeated
 * @throws {Problem} EMPTY_ORDER, UNAVAILABLE, VALIDATION_FAILED; OUT_OF_STOCK of what was short a moment ago
 */
export async function prepare(userId: string, wishes: Wishes, requestId: string): Promise<Prepared> {
  const [shippingAddress, goods] = await Promise.all([addressOf(userId, wishes), goodsOf(userId, wishes, requestId)])
  return { shippingAddress, ...goods }
}

async function goodsOf(userId: string, wishes: Wishes, requestId: string): Promise<Omit<Prepared, 'shippingAddress'>> {
  if (wishes.items) {
    const items = wishes.items.map(({ sku, productId, quantity }) => ({ reference: (sku ?? productId)!, quantity }))
    return { ...(await linesOf(items, requestId)), couponCode: wishes.couponCode }
  }
  const { cart } = await call(readCart, { userId })
  if (!cart) throw emptyOrder()
  const items = cart.lines.map(({ sku, quantity }) => ({ reference: sku, quantity }))
  const { id, version, couponCode } = cart
  return { ...(await linesOf(items, requestId)), cart: { id, version }, couponCode: wishes.couponCode ?? couponCode }
}

async function linesOf(items: readonly WantedItem[], requestId: string): Promise<Pick<Prepared, 'lines' | 'limits'>> {
  if (items.length === 0) throw emptyOrder()
  const wanted = mergeItems(items)
  // A crowd that comes too late costs no quotes. References that are no skus are never among these.
  const asked = wanted.map(({ reference, quantity }) => ({ sku: reference, quantity }))
  if (asked.some(({ sku }) => soldOut.isLikely(sku))) {
    const { shortages } = await call(checkStock, { requestId, items: asked })
    assertInStock(soldOut.among(shortages))
  }
  const { lines: quotes } = await call(quoteItems, { references: wanted.map((item) => item.reference) })
  return { lines: priceLines(wanted, quotes), limits: limitsOf(quotes) }
}

async function addressOf(userId: string, { addressId, shippingAddress }: Wishes): Promise<PostalAddress> {
  if (shippingAddress) return shippingAddress
  const { address } = await call(getAddress, { userId, addressId: addressId! })
  if (!address) {
    const detail = 'You have no address with this id. GET /api/users/addresses lists yours.'
    throw new Problem('NOT_FOUND', detail, { errors: [{ path: 'body.addressId', message: detail }] })
  }
  return address
}

const emptyOrder = () => new Problem('EMPTY_ORDER', 'Send items, or put something into the cart first.')
