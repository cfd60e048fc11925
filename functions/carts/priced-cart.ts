import { quoteCoupon } from '../../contracts/internal/index.ts'
import { Problem } from '../shared/errors.ts'
import { call } from '../shared/internal.ts'
import { zero } from '../shared/money.ts'
import type { Cart } from './domain/cart.ts'
import { discounted, type PricedCart, priceCart } from './domain/price-cart.ts'
import type { Owner } from './owner.ts'
import type { Quotes } from './quotes.ts'

/** The cart at today's prices and with what its coupon takes off; a coupon that does not apply carries its problem. */
export async function pricedCart(cart: Cart, quotes: Quotes, owner: Owner | undefined): Promise<PricedCart> {
  const priced = priceCart(cart, quotes)
  if (cart.couponCode === undefined) return priced
  const { discount, problem, ...coupon } = await quoteOf(cart.couponCode, priced, owner)
  return discounted(
    priced,
    { ...coupon, ...(problem ? { problem: problem.code, detail: problem.detail } : {}) },
    discount,
  )
}

/** The cart is shown also while the answer about its coupon is missing. */
async function quoteOf(code: string, { subtotal }: PricedCart, owner: Owner | undefined) {
  try {
    return await call(quoteCoupon, { code, subtotal, customerId: owner?.userId })
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'PROVIDER_UNAVAILABLE') throw error
    const problem = { code: error.code, detail: error.message } as const
    return { code, discount: zero(subtotal.currency), freeShipping: false, problem }
  }
}
