import * as z from 'zod/mini'
import { Money } from '../../contracts/money.ts'
import { Id, MAX_QUANTITY, Sku } from '../../contracts/quantity.ts'
import { Stars } from '../../contracts/review.ts'
import { isReservedSlug, MAX_SLUG_LENGTH } from './domain/slug.ts'

const text = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most))

/** How many fields a record may have. */
const entries = (least: number, most: number) =>
  z.refine<object>((record) => Object.keys(record).length >= least && Object.keys(record).length <= most, {
    error: `${least} to ${most} entries`,
    params: { jsonSchema: { minProperties: least, maxProperties: most } },
  })

/** Bounds one transaction: each variant's sku is an item of its own. */
export const MAX_VARIANTS = 80

export const CategorySlug = z
  .string()
  .check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'a slug such as "rain-jackets"'))
const Slug = z.string().check(
  z.maxLength(MAX_SLUG_LENGTH),
  z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'small letters, digits and single hyphens'),
  z.refine((slug) => !isReservedSlug(slug), 'this word is a path of the API'),
)
const Image = z
  .string()
  .check(z.maxLength(2000), z.regex(/^(?:https?:\/\/|\/(?!\/))\S+$/, 'a URL or a path of the site'))
const Attributes = z.record(text(64), z.string().check(z.maxLength(1000))).check(entries(0, 100))
const Options = z.record(text(64), text(100)).check(entries(1, 10))
const Variants = z
  .array(z.strictObject({ sku: Sku, options: Options, price: z.optional(Money) }))
  .check(z.maxLength(MAX_VARIANTS))
const Translations = z.strictObject({
  zh: z.optional(z.strictObject({ name: text(200), description: z.optional(z.string().check(z.maxLength(20_000))) })),
})

/** Units of the product, all variants together, that one customer may buy over all their orders. */
const MaxPerCustomer = z.int().check(z.minimum(1), z.maximum(MAX_QUANTITY))

const optionalFields = {
  slug: z.optional(Slug),
  description: z.optional(z.string().check(z.maxLength(20_000))),
  images: z.optional(z.array(Image).check(z.maxLength(30))),
  attributes: z.optional(Attributes),
  brand: z.optional(text(100)),
  tags: z.optional(z.array(text(50)).check(z.maxLength(50))),
  variants: z.optional(Variants),
  translations: z.optional(Translations),
  status: z.optional(z.enum(['active', 'draft'])),
}

export const NewProduct = z.strictObject({
  sku: Sku,
  name: text(200),
  price: Money,
  category: CategorySlug,
  maxPerCustomer: z.optional(MaxPerCustomer),
  ...optionalFields,
})

/** The fields given are replaced, the others stay; `null` takes the limit away. */
export const ProductChanges = z.strictObject({
  sku: z.optional(Sku),
  name: z.optional(text(200)),
  price: z.optional(Money),
  category: z.optional(CategorySlug),
  maxPerCustomer: z.optional(z.nullable(MaxPerCustomer)),
  ...optionalFields,
})

/** A line of an import: what a new product must say besides the sku is looked at when there is none with the sku. */
export const ProductLine = z.extend(ProductChanges, {
  sku: Sku,
  price: z.optional(Money.check(z.refine(({ amount }) => amount > 0, 'it must be above zero'))),
})

export { CategoryBranch } from '../../contracts/category-branch.ts'
export { ListedProduct } from '../../contracts/listed-product.ts'
export { Product } from '../../contracts/product.ts'
export { Review } from '../../contracts/review.ts'

export const NewReview = z.strictObject({
  rating: Stars,
  title: text(150),
  text: text(5000),
})

/** The fields given are replaced, the others stay. */
export const ReviewChanges = z.strictObject({
  rating: z.optional(Stars),
  title: z.optional(text(150)),
  text: z.optional(text(5000)),
})

/** Id, slug or sku. */
export const productParams = z.strictObject({ id: z.string().check(z.minLength(1), z.maxLength(128)) })

/** Of a product by id, slug or sku, a review by id. */
export const reviewParams = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(128)),
  reviewId: Id,
})

export const pageOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) })

/** A browser may keep it but asks each time whether it is still right: prices and stock must not lie. */
export const ALWAYS_ASK = 'public, max-age=0, must-revalidate'
