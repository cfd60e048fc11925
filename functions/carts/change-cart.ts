/** Reads the cart, lets the domain change it, writes it, and starts again when somebody was faster. */
import { setTimeout as delay } from 'node:timers/promises'
import { Problem } from '../shared/errors.ts'
import type { TransactItem } from '../shared/table.ts'
import type { Cart } from './domain/cart.ts'
import type { PricedCart } from './domain/price-cart.ts'
import { newGuest, type Owner } from './owner.ts'
import { pricedCart } from './priced-cart.ts'
import { type Quotes, quote } from './quotes.ts'
import { CartChanged, emptyCart, getCart, putCart } from './table.ts'

/** So many that dozens of requests to one cart at the same time all get through. */
const ATTEMPTS = 20
const LONGEST_PAUSE_MS = 150

/** @throws {Problem} CONFLICT when others kept being faster. */
export async function retryWhenChanged<Result>(change: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await change()
    } catch (error) {
      if (!(error instanceof CartChanged)) throw error
      if (attempt === ATTEMPTS) {
        const headers = { 'retry-after': '1' }
        throw new Problem('CONFLICT', 'Too many changes of this cart at the same time. Try again.', { headers })
      }
      await delay(Math.random() * Math.min(4 * 2 ** attempt, LONGEST_PAUSE_MS))
    }
  }
}

export interface Change {
  readonly owner: Owner | undefined
  readonly ifMatch: number | undefined
  readonly now: Date
  /** Sku or product id to have a quote of, beside those of the cart's lines. */
  readonly reference?: string
  /** Pure; the same cart when nothing changes. */
  readonly change: (cart: Cart, quotes: Quotes) => Cart
  /** Throws where the cart must not become so. */
  readonly check?: (cart: PricedCart) => void
  /** Writes of the same transaction, given the answer. */
  readonly more?: (cart: PricedCart, owner: Owner) => TransactItem[]
}

/**
 * A guest without a cart of their own gets a new token: one that the client made up is never used.
 * @throws {Problem} VERSION_MISMATCH, CONFLICT, and what `change` and `check` throw
 */
export function changeCart(request: Change): Promise<{ cart: PricedCart; owner: Owner | undefined }> {
  let quotes: Quotes = new Map()
  return retryWhenChanged(async () => {
    const known = request.owner && (await getCart(request.owner, request.now))
    const owner = known || request.owner?.token === undefined ? request.owner : undefined
    const before = known ?? emptyCart(owner)
    assertVersion(before, request.ifMatch)
    const wanted = [
      ...before.lines.map(({ sku }) => sku),
      ...(request.reference === undefined ? [] : [request.reference]),
    ]
    if (wanted.some((reference) => !quotes.has(reference))) quotes = await quote(wanted)
    const after = request.change(before, quotes)
    if (after === before) {
      const unchanged = await pricedCart(before, quotes, owner)
      request.check?.(unchanged)
      return { cart: unchanged, owner: known && owner }
    }
    const holder = owner ?? newGuest()
    const saved = { ...after, id: known?.id ?? emptyCart(holder).id, version: before.version + 1 }
    const cart = await pricedCart(saved, quotes, holder)
    request.check?.(cart)
    await putCart(holder, before, saved, request.now, request.more?.(cart, holder))
    return { cart, owner: holder }
  })
}

export function assertVersion(cart: Cart, ifMatch: number | undefined): void {
  if (ifMatch === undefined || ifMatch === cart.version) return
  throw new Problem('VERSION_MISMATCH', `The cart has version ${cart.version} now, not ${ifMatch}. Read it again.`)
}
