import { describe, expect, it } from '@jest/globals'
import { products } from '../../../bin/demo-data/products/index.ts'
import { glyphs } from '../../../functions/gateway/demo-picture/glyphs/index.ts'
import { pictureAddress, productPicture } from '../../../functions/gateway/demo-picture/picture.ts'

/** Names of the elements left open, or of the first closing tag that matches nothing. */
const unbalanced = (xml: string) => {
  const open: string[] = []
  for (const [, closing, name, , selfClosing] of xml.matchAll(/<(\/?)([a-zA-Z]+)((?:\s[^<>]*?)?)(\/?)>/g)) {
    if (selfClosing) continue
    if (!closing) open.push(name!)
    else if (open.pop() !== name) return [`/${name}`]
  }
  return open
}

describe('a product picture', () => {
  it('is a well-formed SVG of 600 × 600 under 3 KB that refers to nothing outside', () => {
    for (const product of products) {
      const svg = productPicture(product)
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 600 600"/)
      expect(unbalanced(svg)).toEqual([])
      expect(svg.replace(/<[^<>]+>/g, '')).toBe('')
      expect(svg).not.toMatch(/undefined|NaN|href|<script|<text/)
      expect(Buffer.byteLength(svg)).toBeLessThan(3_000)
    }
  })

  it('is the same at every call', () => {
    for (const product of products) expect(productPicture(product)).toBe(productPicture(structuredClone(product)))
  })

  it('differs from the picture of every other product', () => {
    expect(new Set(products.map(productPicture)).size).toBe(products.length)
  })

  it('has an address of its own, which says how to draw it', () => {
    const { slug, picture } = products[0]!
    expect(pictureAddress(products[0]!)).toBe(`/demo/pictures/${picture.shape}/${picture.palette}/${slug}.svg`)
  })

  it('uses every glyph, so that none is drawn for nothing', () => {
    const used = new Set<string>(products.map((product) => product.picture.shape))
    expect(Object.keys(glyphs).filter((shape) => !used.has(shape))).toEqual([])
  })
})
