import { createProduct, type NewProduct, type Product } from '../../../functions/catalog/domain/product.ts'
import { newId } from '../../../functions/shared/ids.ts'

export const usd = (amount: number) => ({ amount, currency: 'USD' })

let made = 0

/** The body of a POST /api/products; every sku and name is new. */
export function productFields(fields: Partial<NewProduct> = {}): NewProduct {
  const number = ++made
  return { sku: `SKU-${number}`, name: `Product ${number}`, price: usd(1999), category: 'shirts', ...fields }
}

export function aProduct({ fields = {}, ...more }: Partial<Product> & { fields?: Partial<NewProduct> } = {}): Product {
  const product = createProduct(productFields(fields), {
    id: newId(),
    slug: `product-${made}`,
    at: '2026-01-01T00:00:00.000Z',
    categoryPath: ['clothing', 'shirts'],
    availability: 'out',
  })
  return { ...product, ...more }
}

export const sizes = (...names: string[]) =>
  names.map((size) => ({ sku: `SKU-${++made}-${size}`, options: { size }, price: undefined }))
