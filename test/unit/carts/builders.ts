import type { Cart, Goods, Line } from '../../../functions/carts/domain/cart.ts'
import type { Quote } from '../../../functions/carts/domain/price-cart.ts'

export const usd = (amount: number) => ({ amount, currency: 'USD' })

export const goods = (sku: string, price = 1000): Goods => ({
  sku,
  productId: `product-of-${sku}`,
  name: `Name of ${sku}`,
  priceSeen: usd(price),
})

export const aLine = (sku: string, quantity = 1, price = 1000): Line => ({ ...goods(sku, price), quantity })

export const aCart = (lines: readonly Line[] = [], version = 3): Cart => ({ id: 'cart-1', lines, version })

export const aQuote = (
  sku: string,
  { price = 1000, available = null as number | null, status = 'active' as Quote['status'], currency = 'USD' } = {},
): Quote => ({
  status,
  item: {
    sku,
    productId: `product-of-${sku}`,
    name: `Name of ${sku}`,
    unitPrice: { amount: price, currency },
    available,
  },
})
