import { describe, expect, it } from '@jest/globals'
import { accounts, defaultPassword } from '../../../bin/demo-data/accounts.ts'
import { products } from '../../../bin/demo-data/products/index.ts'
import { reviews } from '../../../bin/demo-data/reviews.ts'

describe('the demo reviews', () => {
  it('are at least 60, each of an existing product, in the language they claim', () => {
    const slugs = new Set(products.map((product) => product.slug))
    expect(reviews.length).toBeGreaterThanOrEqual(60)
    for (const { productSlug, text, locale } of reviews) {
      expect(slugs).toContain(productSlug)
      expect(/\p{Script=Han}/u.test(text)).toBe(locale === 'zh')
    }
    expect(new Set(reviews.map((review) => review.text)).size).toBe(reviews.length)
  })

  it('hold every rating from 1 to 5', () => {
    expect([...new Set(reviews.map((review) => review.rating))].sort()).toEqual([1, 2, 3, 4, 5])
  })
})

describe('the demo accounts', () => {
  it('are one customer, one staff and one admin under the reserved example domain', () => {
    expect(accounts.map((account) => [account.email, account.role])).toEqual([
      ['customer@tradewind.example', 'customer'],
      ['staff@tradewind.example', 'staff'],
      ['admin@tradewind.example', 'admin'],
    ])
    expect(defaultPassword).toBe('Tradewind-Local-1')
  })

  it('give the customer an address that an order can be sent to', () => {
    const address = accounts.find((account) => account.role === 'customer')?.address
    expect(address).toMatchObject({
      city: expect.any(String),
      line1: expect.any(String),
      recipient: expect.any(String),
    })
    expect(address?.country).toMatch(/^[A-Z]{2}$/)
    expect(address?.phone).toMatch(/^\+\d{8,15}$/)
    expect(address?.postalCode).not.toBe('')
  })
})
