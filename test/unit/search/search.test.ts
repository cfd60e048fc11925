import fc from 'fast-check'
import { rangesOf } from '../../../functions/search/domain/facets.ts'
import { ProductIndex } from '../../../functions/search/domain/product-index.ts'
import { distanceOf } from '../../../functions/search/domain/vocabulary.ts'
import { wordsOf } from '../../../functions/search/domain/words.ts'
import { aDocument, anIndexOf, find, namesOf } from './builders.ts'

const outdoors = () =>
  anIndexOf(
    {
      name: 'Ridge Tent',
      zh: '双人山脊帐篷',
      brand: 'Larkmoor',
      price: 28900,
      rating: 4.5,
      categories: ['camping', 'tents'],
      sku: 'TW-CAMP-0001',
    },
    {
      name: 'Tent Pegs',
      body: 'Pegs of aluminium for a tent',
      brand: 'Larkmoor',
      price: 1900,
      rating: 3,
      categories: ['camping', 'tents'],
    },
    {
      name: 'Enamel Mug',
      zh: '搪瓷杯',
      body: 'For tea beside the tent',
      price: 900,
      categories: ['kitchen', 'mugs'],
      availability: 'out',
    },
    { name: 'Slip-On Shoes without Laces', price: 5900, categories: ['footwear'] },
    { name: 'Running Shoes', body: 'With strong laces', price: 8900, rating: 5, categories: ['footwear'] },
  )

describe('what is found', () => {
  it('puts a word in the name before the same word in the description', () => {
    const index = outdoors()
    expect(namesOf(index, find(index, 'tent')).slice(-1)).toEqual(['Enamel Mug'])
  })

  it.each(['tetn', 'tennt', 'tet', 'runing', 'shose', 'larkmor'])(
    'finds products in spite of the typing error in "%s"',
    (text) => {
      const index = outdoors()
      expect(find(index, text).total).toBeGreaterThan(0)
    },
  )

  it.each(['r', 'ru', 'runn', 'enamel m', 'e'])('finds products while "%s" is being typed', (text) => {
    expect(find(outdoors(), text).total).toBeGreaterThan(0)
  })

  it.each(['帐篷', '山脊帐篷', '帐', '双人'])('finds Chinese names by "%s", whose words have no spaces', (text) => {
    const index = outdoors()
    expect(namesOf(index, find(index, text))).toEqual(['Ridge Tent'])
  })

  it('puts shoes without laces first when laces are unwanted', () => {
    const index = outdoors()
    expect(namesOf(index, find(index, 'shoes without laces'))[0]).toBe('Slip-On Shoes without Laces')
    expect(namesOf(index, find(index, 'shoes with laces'))).toContain('Running Shoes')
  })

  it('finds a sku as a whole, and does not take its parts for words', () => {
    const index = outdoors()
    expect(namesOf(index, find(index, 'tw-camp-0001'))[0]).toBe('Ridge Tent')
    expect(find(index, 'tw').total).toBe(0)
  })

  it('finds words that were written together or apart', () => {
    const index = anIndexOf({ name: 'E-Cloth Kitchen' }, { name: 'Tabletop Grill' }, { name: 'Potassium 200 mg' })
    expect(namesOf(index, find(index, 'ecloth'))).toEqual(['E-Cloth Kitchen'])
    expect(namesOf(index, find(index, 'table top grill'))[0]).toBe('Tabletop Grill')
    expect(namesOf(index, find(index, '200mg'))).toEqual(['Potassium 200 mg'])
  })

  it('lists everything, newest first, when nothing was typed', () => {
    const index = outdoors()
    expect(namesOf(index, find(index, ' '))[0]).toBe('Running Shoes')
    expect(find(index, '').total).toBe(5)
  })

  it('answers whatever is typed', () => {
    const index = outdoors()
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const { ids, total } = find(index, text)
        expect(ids.length).toBeLessThanOrEqual(total)
      }),
    )
  })
})

describe('filters, orders and facets', () => {
  it('counts each facet under all filters but its own', () => {
    const { total, facets } = find(outdoors(), '', { filters: { category: 'camping', minPrice: 2000 } })
    expect(total).toBe(1)
    expect(facets.category).toEqual([
      { value: 'footwear', count: 2 },
      { value: 'camping', count: 1 },
      { value: 'tents', count: 1 },
    ])
    expect(facets.price.reduce((sum, { count }) => sum + count, 0)).toBe(2)
    expect(facets.rating[0]).toEqual({ from: 4, count: 1 })
    expect(facets.brand).toEqual([{ value: 'Larkmoor', count: 1 }])
  })

  it.each([
    ['price', ['Enamel Mug', 'Tent Pegs', 'Slip-On Shoes without Laces', 'Running Shoes', 'Ridge Tent']],
    ['rating', ['Running Shoes', 'Ridge Tent', 'Tent Pegs', 'Slip-On Shoes without Laces', 'Enamel Mug']],
    ['name', ['Enamel Mug', 'Ridge Tent', 'Running Shoes', 'Slip-On Shoes without Laces', 'Tent Pegs']],
  ] as const)('orders by %s', (sort, names) => {
    const index = outdoors()
    expect(namesOf(index, find(index, '', { sort }))).toEqual(names)
  })

  it('leaves weak matches out where another order would put them first', () => {
    const index = anIndexOf(
      { name: 'Red Jacket', price: 9000 },
      { name: 'Red Salad', price: 100 },
      { name: 'Blue Jacket', price: 8000 },
    )
    expect(namesOf(index, find(index, 'red jacket'))).toHaveLength(3)
    expect(namesOf(index, find(index, 'red jacket', { sort: 'price' }))).toEqual(['Red Jacket'])
  })

  it('filters by stars, brand and stock', () => {
    const index = outdoors()
    expect(namesOf(index, find(index, '', { filters: { rating: 4 } }))).toEqual(['Running Shoes', 'Ridge Tent'])
    expect(find(index, '', { filters: { brand: 'larkmoor' } }).total).toBe(2)
    expect(find(index, '', { filters: { inStock: true } }).total).toBe(4)
  })

  it('makes price ranges that hold every price once and can be sent back as filters', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 }), (prices) => {
        const ranges = rangesOf(prices)
        expect(ranges.reduce((sum, { count }) => sum + count, 0)).toBe(prices.length)
        for (const { from, to, count } of ranges) {
          expect(prices.filter((price) => price >= from && price <= (to ?? Infinity))).toHaveLength(count)
        }
      }),
    )
  })
})

describe('pages', () => {
  it('show every product once', () => {
    const index = anIndexOf(...Array.from({ length: 25 }, () => ({ name: 'Same Tent' })))
    const seen: string[] = []
    let after: { id: string; number: number } | undefined
    do {
      const page = find(index, 'tent', { limit: 10, after })
      seen.push(...page.ids)
      after = page.next
    } while (after)
    expect(new Set(seen).size).toBe(25)
    expect(seen).toHaveLength(25)
  })

  it('go on after the product that the last one ended with, though others came before it', () => {
    const index = anIndexOf({ id: 'a', price: 1 }, { id: 'b', price: 2 }, { id: 'c', price: 3 })
    const first = find(index, '', { sort: 'price', limit: 2 })
    index.put(aDocument({ id: 'new', price: 0 }))
    expect(find(index, '', { sort: 'price', limit: 2, after: first.next }).ids).toEqual(['c'])
  })

  it('go on at the same place when that product is gone', () => {
    const index = anIndexOf({ id: 'a', price: 1 }, { id: 'b', price: 2 }, { id: 'c', price: 3 })
    const first = find(index, '', { sort: 'price', limit: 1 })
    index.remove('a')
    expect(find(index, '', { sort: 'price', limit: 2, after: first.next }).ids).toEqual(['c'])
  })
})

describe('suggestions', () => {
  it('complete the last word to what products are called', () => {
    expect(find(outdoors(), 'tent p').suggestions).toContain('tent pegs')
    expect(find(outdoors(), '帐').suggestions).toContain('帐篷')
  })

  it('take a mistyped word and the beginning of one for a common word rather than a rare one', () => {
    const hearts = Array.from({ length: 5 }, (_, n) => ({ name: `Heart ${n}` }))
    const others = Array.from({ length: 60 }, (_, n) => ({ name: `Mug ${n}` }))
    const index = anIndexOf(...hearts, ...others, { name: 'Hare' }, { name: 'Hearse' })
    expect(namesOf(index, find(index, 'hart'))[0]).toMatch(/^Heart/)
    expect(namesOf(index, find(index, 'hea'))[0]).toMatch(/^Heart/)
  })

  it('put a mistyped word right', () => {
    expect(find(outdoors(), 'runing shoes').suggestions[0]).toBe('running shoes')
  })
})

describe('an index that changes', () => {
  it('finds a product by what it is called now, and not by what it was', () => {
    const index = anIndexOf({ id: 'a', name: 'Lantern' })
    index.put(aDocument({ id: 'a', name: 'Torch', revision: 2 }))
    expect(find(index, 'lantern').total).toBe(0)
    expect(find(index, 'torch').ids).toEqual(['a'])
  })

  it('keeps the later revision, whatever comes after it', () => {
    const index = anIndexOf({ id: 'a', name: 'Torch', revision: 2 })
    expect(index.put(aDocument({ id: 'a', name: 'Lantern', revision: 1 }))).toBe(false)
    expect(find(index, 'torch').ids).toEqual(['a'])
  })

  it('is the same after it was stored', () => {
    const index = outdoors()
    index.remove(find(index, 'mug').ids[0]!)
    const again = new ProductIndex(JSON.parse(JSON.stringify(index.toStored())))
    for (const text of ['tent', '帐篷', 'shoes without laces', 'tetn', 'mug', '']) {
      expect(find(again, text)).toEqual(find(index, text))
    }
  })
})

describe('words', () => {
  it.each([
    ['Women’s Crème T-Shirt', ['womens', 'creme', 't', 'shirt', 'tshirt']],
    ['1/2 inch, 200mg', ['1/2', 'inch', '200mg', '200', 'mg']],
    ['Fellside 双人帐篷', ['fellside', '双人', '人帐', '帐篷']],
  ])('of "%s" are %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  it('are one error apart when one letter is more, less, another, or swapped', () => {
    expect(['tenst', 'ten', 'test', 'tetn'].map((typed) => distanceOf(typed, 'tent', 2))).toEqual([1, 1, 1, 1])
  })
})
