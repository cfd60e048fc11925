import type { Shape } from '../../functions/gateway/demo-picture/glyphs/index.ts'
import type { PaletteName } from '../../functions/gateway/demo-picture/palettes.ts'

/** A text in the shop's two languages. */
export type Localized = { en: string; zh: string }

export type Category = {
  slug: string
  name: Localized
  /** Slug of the category above; absent for a top category. */
  parent?: string
  /** Order among its siblings, from 1. */
  position: number
}

export type DemoVariant = {
  sku: string
  /** Every option of the product, e.g. `{ colour: 'Rust', size: 'M' }`. */
  options: Record<string, string>
  /** USD cents; the product's price where absent. */
  price?: number
  stock: number
}

export type DemoProduct = {
  slug: string
  sku: string
  name: Localized
  description: Localized
  /** Slug of a leaf category. */
  category: string
  brand: string
  /** USD cents; for a product with variants, the lowest price among them. */
  price: number
  attributes: Record<string, string>
  tags: string[]
  /** Units on hand; for a product with variants, the sum of theirs. */
  stock: number
  lowStockThreshold: number
  variants?: DemoVariant[]
  picture: { shape: Shape; palette: PaletteName }
}
