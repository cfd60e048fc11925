import { isDeepStrictEqual } from 'node:util'
import type { Money } from '../../../contracts/money.ts'
import { type FieldError, Problem } from '../../shared/errors.ts'
import type { Availability } from './availability.ts'
import { DRAFTS, listsOf } from './lists.ts'

export interface Variant {
  readonly sku: string
  /** By option name, such as `{ size: 'M' }`. */
  readonly options: Readonly<Record<string, string>>
  /** The product's price where absent. */
  readonly price?: Money | undefined
}

export interface Translation {
  readonly name: string
  readonly description?: string | undefined
}

/** What staff decide about a product. */
export interface ProductFields {
  readonly sku: string
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly price: Money
  /** Slug of its category. */
  readonly category: string
  readonly images: readonly string[]
  readonly attributes: Readonly<Record<string, string>>
  readonly brand?: string | undefined
  /** Units that one customer may buy, over all their orders and all variants. */
  readonly maxPerCustomer?: number | undefined
  readonly tags: readonly string[]
  readonly variants: readonly Variant[]
  readonly translations?: { readonly zh?: Translation | undefined } | undefined
  readonly status: 'active' | 'draft' | 'removed'
}

export interface Product extends ProductFields {
  readonly id: string
  /** The lists it is entered in: all products, its category and those above, or the drafts. */
  readonly lists: readonly string[]
  readonly availability: Availability
  readonly ratingSum: number
  readonly ratingCount: number
  readonly createdAt: string
  readonly updatedAt: string
  /** Raised by editing only: what If-Match is compared with. */
  readonly version: number
  /** Raised by everything: what writes are conditional on. */
  readonly revision: number
}

type Given<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | undefined }
/** What a new product must say; the rest has defaults. */
export type NewProduct = Pick<ProductFields, 'sku' | 'name' | 'price' | 'category'> &
  Given<Omit<ProductFields, 'status'>> & {
    readonly status?: 'active' | 'draft' | undefined
  }
/** `null` takes the limit away. */
export type ProductChanges = Given<Omit<ProductFields, 'maxPerCustomer'>> & {
  readonly maxPerCustomer?: number | null | undefined
}

/** @param context `categoryPath`: slugs from the top category down to the product's own. */
export function createProduct(
  fields: NewProduct,
  context: { id: string; slug: string; at: string; categoryPath: readonly string[]; availability: Availability },
): Product {
  const { id, slug, at, categoryPath, availability } = context
  return valid({
    description: '',
    images: [],
    attributes: {},
    tags: [],
    variants: [],
    ...given(fields),
    id,
    slug,
    status: fields.status ?? 'active',
    lists: fields.status === 'draft' ? [DRAFTS] : listsOf(categoryPath),
    availability,
    ratingSum: 0,
    ratingCount: 0,
    createdAt: at,
    updatedAt: at,
    version: 1,
    revision: 1,
  } as Product)
}

/** The product after an edit; the same object when nothing changes. */
export function editProduct(
  product: Product,
  changes: ProductChanges,
  context: { at: string; categoryPath: readonly string[]; availability: Availability },
): Product {
  const unlimited = changes.maxPerCustomer === null ? { maxPerCustomer: undefined } : {}
  const fields = { ...given(changes), ...unlimited } as Partial<ProductFields>
  const names = Object.keys(fields) as (keyof ProductFields)[]
  if (names.every((name) => isDeepStrictEqual(fields[name], product[name]))) return product
  const status = changes.status ?? product.status
  return valid({
    ...product,
    ...fields,
    lists: status === 'draft' ? [DRAFTS] : listsOf(context.categoryPath),
    availability: context.availability,
    updatedAt: context.at,
    version: product.version + 1,
    revision: product.revision + 1,
  } as Product)
}

/** Unlists it. The product stays readable for what refers to it. */
export const removeProduct = (product: Product, at: string): Product => ({
  ...product,
  status: 'removed',
  lists: [],
  updatedAt: at,
  version: product.version + 1,
  revision: product.revision + 1,
})

/** What can be bought: its variants' skus, or its own where it has none. */
export const skusOf = (product: Pick<Product, 'sku' | 'variants'>): string[] =>
  product.variants.length > 0 ? product.variants.map(({ sku }) => sku) : [product.sku]

/** Average with two decimals; 0 without reviews. */
export const ratingOf = ({ ratingSum, ratingCount }: Pick<Product, 'ratingSum' | 'ratingCount'>) => ({
  average: ratingCount === 0 ? 0 : Math.round((ratingSum / ratingCount) * 100) / 100,
  count: ratingCount,
})

const given = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields

function valid(product: Product): Product {
  const errors: FieldError[] = []
  const seen = new Set<string>()
  for (const [index, { sku, price }] of product.variants.entries()) {
    if (seen.has(sku)) errors.push({ path: `body.variants[${index}].sku`, message: `${sku} is there twice` })
    seen.add(sku)
    if (price && price.currency !== product.price.currency) {
      errors.push({
        path: `body.variants[${index}].price`,
        message: `the product is priced in ${product.price.currency}`,
      })
    }
  }
  if (errors.length > 0) throw new Problem('VALIDATION_FAILED', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
  return product
}
