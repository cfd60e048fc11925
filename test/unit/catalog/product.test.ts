import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { editProduct, ratingOf, removeProduct, skusOf } from '../../../functions/catalog/domain/product.ts'
import { aProduct, sizes, usd } from './builders.ts'

const context = { at: '2026-02-02T00:00:00.000Z', categoryPath: ['clothing', 'shirts'], availability: 'out' as const }

describe('product', () => {
  it('starts with version 1 in the list of everything and of each category above it', () => {
    const product = aProduct()

    expect(product).toMatchObject({ version: 1, status: 'active', lists: ['*', 'clothing', 'shirts'] })
  })

  it('is listed among the drafts only while it is a draft', () => {
    expect(aProduct({ fields: { status: 'draft' } }).lists).toEqual(['~drafts'])
  })

  it('keeps the fields that an edit does not name, and raises the version by one', () => {
    const product = aProduct({ fields: { brand: 'Wendlow', description: 'warm' } })

    const edited = editProduct(product, { price: usd(500), brand: undefined }, context)

    expect(edited).toMatchObject({ price: usd(500), brand: 'Wendlow', description: 'warm', version: 2 })
  })

  it('stays the same when an edit changes nothing', () => {
    const product = aProduct()

    expect(editProduct(product, { name: product.name, price: { ...product.price } }, context)).toBe(product)
  })

  it('refuses two variants with one sku', () => {
    const [small] = sizes('S')

    expect(() => aProduct({ fields: { variants: [small!, small!] } })).toThrow(/there twice/)
  })

  it('refuses a variant in another currency', () => {
    const variants = [{ sku: 'A', options: { size: 'S' }, price: { amount: 1, currency: 'EUR' } }]

    expect(() => aProduct({ fields: { variants } })).toThrow(/priced in USD/)
  })

  it('is sold by the skus of its variants, or by its own', () => {
    const variants = sizes('S', 'M')

    expect(skusOf(aProduct({ fields: { sku: 'OWN' } }))).toEqual(['OWN'])
    expect(skusOf(aProduct({ fields: { sku: 'OWN', variants } }))).toEqual(variants.map(({ sku }) => sku))
  })

  it('leaves every list when it is removed', () => {
    expect(removeProduct(aProduct(), context.at)).toMatchObject({ status: 'removed', lists: [], version: 2 })
  })

  it('shows an average between the worst and the best review', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (stars) => {
        const ratingSum = stars.reduce((sum, star) => sum + star, 0)
        const { average, count } = ratingOf({ ratingSum, ratingCount: stars.length })
        expect(count).toBe(stars.length)
        expect(average).toBeGreaterThanOrEqual(Math.min(...stars))
        expect(average).toBeLessThanOrEqual(Math.max(...stars))
      }),
    )
  })

  it('shows 0 of 0 without reviews', () => {
    expect(ratingOf({ ratingSum: 0, ratingCount: 0 })).toEqual({ average: 0, count: 0 })
  })
})
