import { describe, expect, it } from '@jest/globals'
import { categories } from '../../../bin/demo-data/categories.ts'
import { products } from '../../../bin/demo-data/products/index.ts'

const han = /\p{Script=Han}/u
const repeated = (values: string[]) => values.filter((value, i) => values.indexOf(value) !== i)
const parents = new Set(categories.flatMap((category) => category.parent ?? []))
const leaves = categories.filter((category) => category.parent).map((category) => category.slug)

describe('the demo categories', () => {
  it('form a tree of two levels with 8 to 10 tops and at least 30 leaves', () => {
    const tops = categories.filter((category) => !category.parent)
    expect(tops.length).toBeGreaterThanOrEqual(8)
    expect(tops.length).toBeLessThanOrEqual(10)
    expect(leaves.length).toBeGreaterThanOrEqual(30)
    expect([...parents].sort()).toEqual(tops.map((top) => top.slug).sort())
  })

  it('have unique slugs, unique positions among siblings and names in both languages', () => {
    expect(repeated(categories.map((category) => category.slug))).toEqual([])
    expect(repeated(categories.map((category) => `${category.parent ?? ''}/${category.position}`))).toEqual([])
    for (const { name } of categories) {
      expect(name.en).toMatch(/^[A-Z]/)
      expect(name.zh).toMatch(han)
    }
  })
})

describe('the demo products', () => {
  const variants = products.flatMap((product) => product.variants ?? [])

  it('are at least 220 and fill every leaf category, and no other', () => {
    expect(products.length).toBeGreaterThanOrEqual(220)
    expect([...new Set(products.map((product) => product.category))].sort()).toEqual([...leaves].sort())
  })

  it('have unique slugs, and unique skus across products and variants', () => {
    expect(repeated(products.map((product) => product.slug))).toEqual([])
    expect(repeated([...products, ...variants].map((item) => item.sku))).toEqual([])
    for (const { slug, sku } of products) {
      expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(sku).toMatch(/^TW-[A-Z]{4}-\d{4}$/)
    }
  })

  it('are described in both languages, no two alike', () => {
    for (const { name, description } of products) {
      expect(name.en.length).toBeGreaterThan(5)
      expect(description.en.length).toBeGreaterThan(40)
      expect(name.zh).toMatch(han)
      expect(description.zh).toMatch(han)
      expect(description.en).not.toMatch(han)
    }
    for (const language of ['en', 'zh'] as const) {
      expect(repeated(products.map((product) => product.name[language]))).toEqual([])
      expect(repeated(products.map((product) => product.description[language]))).toEqual([])
    }
  })

  it('cost between 2.50 and 900 USD in whole cents, and use that whole range', () => {
    const prices = [...products, ...variants].flatMap((item) => item.price ?? [])
    expect(prices.filter((price) => !Number.isSafeInteger(price))).toEqual([])
    expect(Math.min(...prices)).toBe(250)
    expect(Math.max(...prices)).toBe(90_000)
  })

  it('have stock that is mostly ample, sometimes low and a few times gone', () => {
    for (const { stock, lowStockThreshold } of products) {
      expect(Number.isSafeInteger(stock) && stock >= 0).toBe(true)
      expect(Number.isSafeInteger(lowStockThreshold) && lowStockThreshold > 0).toBe(true)
    }
    const out = products.filter((product) => product.stock === 0)
    const low = products.filter((product) => product.stock > 0 && product.stock <= product.lowStockThreshold)
    expect(out.length).toBeGreaterThanOrEqual(3)
    expect(low.length).toBeGreaterThanOrEqual(10)
    expect(out.length + low.length).toBeLessThan(products.length / 4)
  })

  it('carry attributes and tags that a shopper can filter by', () => {
    for (const { attributes, tags, brand } of products) {
      expect(brand).not.toBe('')
      expect(Object.keys(attributes).length).toBeGreaterThan(0)
      expect(tags.length).toBeGreaterThan(0)
    }
  })
})

describe('the products with variants', () => {
  const withVariants = products.filter((product) => product.variants)

  it('are at least 20, each with distinct options under the same option names', () => {
    expect(withVariants.length).toBeGreaterThanOrEqual(20)
    for (const { variants = [] } of withVariants) {
      expect(variants.length).toBeGreaterThanOrEqual(2)
      expect(repeated(variants.map((variant) => JSON.stringify(variant.options)))).toEqual([])
      expect(new Set(variants.map((variant) => Object.keys(variant.options).join())).size).toBe(1)
    }
  })

  it('show the lowest variant price and the sum of the variants’ stock, under skus that start with their own', () => {
    for (const { sku, price, stock, variants = [] } of withVariants) {
      expect(Math.min(...variants.map((variant) => variant.price ?? price))).toBe(price)
      expect(variants.reduce((sum, variant) => sum + variant.stock, 0)).toBe(stock)
      for (const variant of variants) expect(variant.sku).toMatch(new RegExp(`^${sku}(-[A-Z0-9]+)+$`))
    }
  })
})
