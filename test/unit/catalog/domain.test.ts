import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { MAX_AMOUNT } from '../../../contracts/money.ts'
import { bestOf } from '../../../functions/catalog/domain/availability.ts'
import { type Category, pathsOf, treeOf } from '../../../functions/catalog/domain/category-tree.ts'
import { nameOrder, priceOrder, ratingOrder } from '../../../functions/catalog/domain/lists.ts'
import { quoteLine } from '../../../functions/catalog/domain/quote.ts'
import { skuRowsOf } from '../../../functions/catalog/domain/sku-row.ts'
import { distinctSlug, slugOf, titleOf } from '../../../functions/catalog/domain/slug.ts'
import { preferredLanguage } from '../../../functions/shared/language.ts'
import { aProduct, sizes, usd } from './builders.ts'

describe('slugs', () => {
  it('are made of the name', () => {
    expect(slugOf('Crème brûlée, 2 pcs.', 'ID')).toBe('creme-brulee-2-pcs')
  })

  it('fall back to the id for a name without Latin letters', () => {
    expect(slugOf('帐篷', '01ABC')).toBe('01abc')
  })

  it('never hide a path of the API', () => {
    expect(slugOf('Search', '01ABCDEF')).toBe('search-abcdef')
  })

  it('are always made of small letters, digits and single hyphens', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(slugOf(name, '01ABCDEF')).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
        expect(distinctSlug(slugOf(name, '01ABCDEF'), '01ABCDEF').length).toBeLessThanOrEqual(80)
      }),
    )
  })

  it('make titles', () => {
    expect(titleOf('rain-jackets')).toBe('Rain Jackets')
  })
})

describe('orders of lists', () => {
  it('sort prices as numbers do', () => {
    const amount = fc.integer({ min: 0, max: MAX_AMOUNT })
    fc.assert(fc.property(amount, amount, (a, b) => expect(priceOrder(a, 'x') < priceOrder(b, 'x')).toBe(a < b)))
  })

  it('sort names without case and accents', () => {
    expect(['zebra', 'Éclair', 'apple'].sort((a, b) => (nameOrder(a, '1') < nameOrder(b, '1') ? -1 : 1))).toEqual([
      'apple',
      'Éclair',
      'zebra',
    ])
  })

  it('put the better average first when read backwards, then the one with more reviews', () => {
    const order = (ratingSum: number, ratingCount: number) => ratingOrder({ id: 'x', ratingSum, ratingCount })
    const worstToBest = [order(0, 0), order(3, 1), order(9, 2), order(450, 100), order(5, 1)]
    expect([...worstToBest].sort()).toEqual(worstToBest)
  })
})

describe('availability', () => {
  it('is that of the best sku, and out before anybody counted', () => {
    expect([bestOf(['out', 'low', undefined]), bestOf(['low', 'in_stock']), bestOf([undefined]), bestOf([])]).toEqual([
      'low',
      'in_stock',
      'out',
      'out',
    ])
  })
})

describe('category tree', () => {
  const nodes = (...list: [string, string?][]) =>
    new Map(list.map(([slug, parent], position) => [slug, { slug, name: { en: slug }, parent, position }]))
  const category = (slug: string, path: string[], productCount: number, position = 1): Category => ({
    slug,
    name: { en: titleOf(slug), zh: `中${slug}` },
    path,
    position,
    productCount,
  })

  it('counts the products of the categories below', () => {
    const tree = treeOf(
      [
        category('b', ['b'], 1, 2),
        category('a', ['a'], 1, 1),
        category('a1', ['a', 'a1'], 2),
        category('a11', ['a', 'a1', 'a11'], 4),
      ],
      'en',
    )

    expect(tree.map(({ slug, count }) => [slug, count])).toEqual([
      ['a', 7],
      ['b', 1],
    ])
    expect(tree[0]!.children[0]).toMatchObject({ slug: 'a1', count: 6, children: [{ slug: 'a11', count: 4 }] })
  })

  it('speaks the language asked for', () => {
    expect(treeOf([category('a', ['a'], 0)], 'zh')[0]!.name).toBe('中a')
  })

  it('knows the path of each category, whatever their order', () => {
    expect(pathsOf(nodes(['c', 'b'], ['b', 'a'], ['a'])).get('c')).toEqual(['a', 'b', 'c'])
  })

  it('refuses circles, unknown parents and too many levels', () => {
    expect(() => pathsOf(nodes(['a', 'b'], ['b', 'a']))).toThrow(/below itself/)
    expect(() => pathsOf(nodes(['a', 'nowhere']))).toThrow(/does not exist/)
    expect(() => pathsOf(nodes(['a'], ['b', 'a'], ['c', 'b'], ['d', 'c'], ['e', 'd']))).toThrow(/levels/)
  })
})

describe('language', () => {
  it.each([
    [undefined, 'en'],
    ['zh', 'zh'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-US,en;q=0.9,zh;q=0.8', 'en'],
    ['fr, zh;q=0.1', 'zh'],
    ['de', 'en'],
    ['zh;q=0', 'en'],
  ])('%s gives %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language)
  })
})

describe('quotes', () => {
  it('name the options of a variant and its own price', () => {
    const product = aProduct({
      fields: { name: 'Shirt', variants: [{ sku: 'S-M', options: { size: 'M', colour: 'Rust' }, price: usd(5) }] },
    })

    const line = quoteLine('S-M', skuRowsOf(product).get('S-M'))

    expect(line).toMatchObject({
      status: 'active',
      item: { name: 'Shirt (M, Rust)', unitPrice: usd(5), available: null },
    })
  })

  it('ask for a variant when the own sku of the product is named', () => {
    const product = aProduct({ fields: { sku: 'S', variants: sizes('S', 'M') } })

    expect(quoteLine('S', skuRowsOf(product).get('S'))).toEqual({ reference: 'S', status: 'ambiguous' })
  })

  it('know nothing of a sku that only inventory named', () => {
    expect(quoteLine('X', { available: 3 })).toEqual({ reference: 'X', status: 'unknown' })
  })
})
