import * as z from 'zod/mini'
import { Money } from './money.ts'
import { Timestamp } from './quantity.ts'

export const availabilities = ['in_stock', 'low', 'out'] as const
export type Availability = (typeof availabilities)[number]
export const Availability = z.enum(availabilities)

const texts = z.record(z.string(), z.string())

/** What lists and the product's own page say alike. */
export const listedFields = {
  id: z.string(),
  sku: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  price: Money,
  category: z.string(),
  brand: z.optional(z.string()),
  images: z.array(z.string()),
  attributes: texts,
  tags: z.array(z.string()),
  /** Average with two decimals, 0 without reviews. */
  rating: z.object({ average: z.number(), count: z.int() }),
  availability: Availability,
  status: z.enum(['active', 'draft']),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
}

export const variantFields = { sku: z.string(), options: texts, price: Money }

/** A product as every list shows it: of the catalog, of search, of the storefront. */
export const ListedProduct = z.object({
  ...listedFields,
  /** Where there are options: each is bought by its own sku. The product itself tells the stock of each. */
  variants: z.optional(z.array(z.object(variantFields))),
})
export type ListedProduct = z.infer<typeof ListedProduct>
