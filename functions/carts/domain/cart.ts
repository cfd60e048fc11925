/** What a cart may hold and how it changes. Every change gives the same object back when nothing changed. */
import type { Money } from '../../../contracts/money.ts'
import { MAX_LINES, MAX_QUANTITY } from '../../../contracts/quantity.ts'
import { Problem } from '../../shared/errors.ts'

export interface Line {
  readonly sku: string
  readonly productId: string
  /** Shown when the catalog no longer has it. */
  readonly name: string
  readonly quantity: number
  /** What the customer saw when putting it in. */
  readonly priceSeen: Money
}

export interface Cart {
  readonly id: string
  readonly lines: readonly Line[]
  readonly couponCode?: string | undefined
  /** 0: never written. */
  readonly version: number
}

/** What the customer puts in. */
export type Goods = Omit<Line, 'quantity'>

/** @throws {Problem} VALIDATION_FAILED beyond the limits of a line or a cart. */
export function addLine(cart: Cart, goods: Goods, quantity: number): Cart {
  const known = cart.lines.find(({ sku }) => sku === goods.sku)
  return setLine(cart, goods, (known?.quantity ?? 0) + quantity)
}

/** @param quantity 1 or more. @throws {Problem} VALIDATION_FAILED beyond the limits of a line or a cart. */
export function setLine(cart: Cart, goods: Goods, quantity: number): Cart {
  if (quantity > MAX_QUANTITY) throw tooMany(`A line takes ${MAX_QUANTITY} units at most; this would be ${quantity}.`)
  const line = { ...goods, quantity }
  const known = cart.lines.find(({ sku }) => sku === goods.sku)
  if (!known) {
    if (cart.lines.length >= MAX_LINES) throw tooMany(`A cart takes ${MAX_LINES} lines at most.`)
    return { ...cart, lines: [...cart.lines, line] }
  }
  if (isSameLine(known, line)) return cart
  return { ...cart, lines: cart.lines.map((each) => (each === known ? line : each)) }
}

/** @param reference sku, or product id */
export function removeLine(cart: Cart, reference: string): Cart {
  const line = findLine(cart, reference)
  return line ? { ...cart, lines: cart.lines.filter((each) => each !== line) } : cart
}

/** By sku; by product id where the cart has just one line of it. */
export function findLine(cart: Cart, reference: string): Line | undefined {
  const bySku = cart.lines.find(({ sku }) => sku === reference)
  if (bySku) return bySku
  const ofProduct = cart.lines.filter(({ productId }) => productId === reference)
  return ofProduct.length === 1 ? ofProduct[0] : undefined
}

/** Without its coupon too. */
export const emptied = (cart: Cart): Cart =>
  cart.lines.length === 0 && cart.couponCode === undefined ? cart : { ...cart, lines: [], couponCode: undefined }

/** @param couponCode undefined takes it out */
export const withCoupon = (cart: Cart, couponCode: string | undefined): Cart =>
  cart.couponCode === couponCode ? cart : { ...cart, couponCode }

/** The user's lines first; a line that both have takes the larger quantity, so that a repetition adds nothing. */
export function mergeCarts(cart: Cart, guest: Pick<Cart, 'lines' | 'couponCode'>): Cart {
  const withLines = guest.lines.reduce((merged, line) => {
    const known = merged.lines.find(({ sku }) => sku === line.sku)
    return known && known.quantity >= line.quantity ? merged : setLine(merged, line, line.quantity)
  }, cart)
  return withCoupon(withLines, cart.couponCode ?? guest.couponCode)
}

/**
 * The cart after an order was made from it: empty when it still is what was ordered, else less by what was ordered,
 * so that what was put in meanwhile stays.
 */
export function withoutOrdered(
  cart: Cart,
  orderedVersion: number,
  items: readonly { sku: string; quantity: number }[],
): Cart {
  if (cart.version === orderedVersion) return emptied(cart)
  const ordered = new Map<string, number>()
  for (const { sku, quantity } of items) ordered.set(sku, (ordered.get(sku) ?? 0) + quantity)
  if (!cart.lines.some(({ sku }) => ordered.has(sku))) return cart
  const lines = cart.lines
    .map((line) => ({ ...line, quantity: line.quantity - (ordered.get(line.sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0)
  // The order took the coupon over.
  return { ...cart, lines, couponCode: undefined }
}

const isSameLine = (a: Line, b: Line) =>
  a.quantity === b.quantity &&
  a.name === b.name &&
  a.priceSeen.amount === b.priceSeen.amount &&
  a.priceSeen.currency === b.priceSeen.currency

const tooMany = (detail: string) =>
  new Problem('VALIDATION_FAILED', detail, { errors: [{ path: 'body.quantity', message: detail }] })
