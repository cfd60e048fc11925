/** Reads what a change of a product needs, lets the domain decide, writes it, and starts again when somebody was faster. */
import { setTimeout as delay } from 'node:timers/promises'
import { ProductCreated, ProductListingChanged, ProductRemoved, ProductUpdated } from '../../contracts/events/index.ts'
import type { Deps } from '../shared/deps.ts'
import { Problem } from '../shared/errors.ts'
import { type EventContext, publish } from '../shared/outbox.ts'
import type { TransactItem } from '../shared/table.ts'
import { bestOf } from './domain/availability.ts'
import {
  createProduct,
  editProduct,
  type NewProduct,
  type Product,
  type ProductChanges,
  removeProduct,
  skusOf,
} from './domain/product.ts'
import { distinctSlug, slugOf } from './domain/slug.ts'
import {
  findProductBy,
  getProduct,
  getSku,
  getSkus,
  readSurroundings,
  type SkuItem,
  Stale,
  writeProduct,
} from './table.ts'

export interface Changed {
  readonly product: Product
  readonly stock: ReadonlyMap<string, SkuItem>
}

const ATTEMPTS = 8

/** Repeats what lost against another write. @throws the last `Stale`, which becomes a 409. */
export async function retryWhenStale<Result>(change: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await change()
    } catch (error) {
      if (!(error instanceof Stale)) throw error
      if (attempt === ATTEMPTS) {
        throw new Problem('CONFLICT', 'Others change this product at the same time. Try again.', { cause: error })
      }
      await delay(Math.random() * 10 * 2 ** attempt)
    }
  }
}

/** @param more writes of the same transaction, given the product that they belong to */
export function addProduct(fields: NewProduct, deps: Deps, more: (added: Changed) => TransactItem[]): Promise<Changed> {
  return retryWhenStale(async () => {
    const id = deps.newId()
    const wanted = fields.slug ?? slugOf(fields.name, id)
    const skus = [...new Set([fields.sku, ...(fields.variants ?? []).map(({ sku }) => sku)])]
    const {
      category,
      slugOwner,
      skus: stock,
    } = await readSurroundings({ category: fields.category, slug: wanted, skus })
    const product = createProduct(fields, {
      id,
      slug: slugOwner !== undefined && fields.slug === undefined ? distinctSlug(wanted, id) : wanted,
      at: deps.now.toISOString(),
      categoryPath: category?.path ?? [fields.category],
      availability: availabilityOf({ sku: fields.sku, variants: fields.variants ?? [] }, stock),
    })
    const added = { product, stock }
    const event = publish(ProductCreated, id, { productId: id, skus: skusOf(product), version: 1 }, deps)
    await writeProduct(undefined, product, [...more(added), event], {
      newCategory: !category,
      generatedSlug: fields.slug === undefined,
    })
    return added
  })
}

/** @throws {Problem} NOT_FOUND, VERSION_MISMATCH, ALREADY_EXISTS */
export function changeProduct(
  reference: string,
  changes: ProductChanges,
  ifMatch: number | undefined,
  deps: Deps,
): Promise<Changed> {
  return retryWhenStale(async () => {
    const before = await findProductBy(reference)
    assertVersion(before, ifMatch)
    const wanted = {
      ...before,
      ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
    }
    const { category, skus: stock } = await readSurroundings({
      category: wanted.category,
      slug: wanted.slug,
      skus: [...new Set([wanted.sku, ...wanted.variants.map(({ sku }) => sku)])],
    })
    const product = editProduct(before, changes, {
      at: deps.now.toISOString(),
      categoryPath: category?.path ?? [wanted.category],
      availability: availabilityOf(wanted, stock),
    })
    if (product !== before) {
      const { id, version } = product
      const event = publish(ProductUpdated, id, { productId: id, skus: skusOf(product), version }, deps)
      await writeProduct(before, product, [event], { newCategory: !category })
    }
    return { product, stock }
  })
}

export function unlistProduct(reference: string, ifMatch: number | undefined, deps: Deps): Promise<void> {
  return retryWhenStale(async () => {
    const before = await findProductBy(reference)
    assertVersion(before, ifMatch)
    const event = publish(ProductRemoved, before.id, { productId: before.id, skus: skusOf(before) }, deps)
    await writeProduct(before, removeProduct(before, deps.now.toISOString()), [event])
  })
}

/** Lets a product's availability follow its skus'. Not an edit: the version stays. */
export function refreshAvailability(sku: string, context: EventContext): Promise<void> {
  return retryWhenStale(async () => {
    const row = await getSku(sku)
    const before = row?.productId === undefined ? undefined : await getProduct(row.productId)
    if (!before || before.status === 'removed') return
    const skus = skusOf(before)
    const stock = skus.length === 1 && skus[0] === sku ? new Map([[sku, row!]]) : await getSkus(skus)
    const availability = availabilityOf(before, stock)
    if (availability === before.availability) return
    await writeRelisted(before, { ...before, availability }, context)
  })
}

/** Writes what was changed by something else than an edit, and tells of it. */
export async function writeRelisted(before: Product, after: Product, context: EventContext): Promise<void> {
  const product = { ...after, revision: before.revision + 1 }
  const event = publish(
    ProductListingChanged,
    product.id,
    { productId: product.id, revision: product.revision },
    context,
  )
  await writeProduct(before, product, [event])
}

const availabilityOf = (product: Pick<Product, 'sku' | 'variants'>, stock: ReadonlyMap<string, SkuItem>) =>
  bestOf(skusOf(product).map((sku) => stock.get(sku)?.stockStatus))

function assertVersion(product: Product, ifMatch: number | undefined): void {
  if (ifMatch === undefined || ifMatch === product.version) return
  throw new Problem(
    'VERSION_MISMATCH',
    `The product has version ${product.version} now, not ${ifMatch}. Read it again.`,
  )
}
