import { describe, expect, it } from '@jest/globals'
import { emptied, mergeCarts, withCoupon, withoutOrdered } from '../../../functions/carts/domain/cart.ts'
import { discounted, priceCart } from '../../../functions/carts/domain/price-cart.ts'
import { aCart, aLine, aQuote, usd } from './builders.ts'

describe('the coupon of a cart', () => {
  it('changes nothing when it is the one that it has', () => {
    const cart = withCoupon(aCart(), 'SPRING')
    expect(withCoupon(cart, 'SPRING')).toBe(cart)
    expect(withCoupon(cart, undefined).couponCode).toBeUndefined()
  })

  it('of a guest is taken over at the login, unless the user has one', () => {
    const guest = { lines: [], couponCode: 'GUEST' }
    expect(mergeCarts(aCart(), guest).couponCode).toBe('GUEST')
    expect(mergeCarts(withCoupon(aCart(), 'MINE'), guest).couponCode).toBe('MINE')
  })

  it('goes with the lines, and with the order that took it over', () => {
    const cart = withCoupon(aCart([aLine('a', 2)]), 'SPRING')
    expect(emptied(cart)).toMatchObject({ lines: [], couponCode: undefined })
    expect(withoutOrdered(cart, cart.version - 1, [{ sku: 'a', quantity: 1 }]).couponCode).toBeUndefined()
  })

  it('takes no more off than there is', () => {
    const priced = priceCart(aCart([aLine('a', 1)]), new Map([['a', aQuote('a', { price: 1000 })]]))
    const coupon = { code: 'SPRING', freeShipping: false }
    expect(discounted(priced, coupon, usd(300))).toMatchObject({ discount: usd(300), total: usd(700), coupon })
    expect(discounted(priced, coupon, usd(5000))).toMatchObject({ discount: usd(1000), total: usd(0) })
  })
})
