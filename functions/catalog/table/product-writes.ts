/** The one way in which products change: everything that follows from a change is in one transaction with it. */
import { isDeepStrictEqual } from 'node:util'
import { Problem } from '../../shared/errors.ts'
import { MAX_TRANSACTION_ITEMS, type TransactItem, transact } from '../../shared/table.ts'
import type { Product } from '../domain/product.ts'
import { type SkuRow, skuRowsOf } from '../domain/sku-row.ts'
import { titleOf } from '../domain/slug.ts'
import { categoryKey, productKey, skuKey, slugKey } from './keys.ts'
import { entryWrites } from './lists.ts'
import { toItem } from './product-item.ts'

/** The product or its category changed since it was read: read again and repeat. */
export class Stale extends Error {
  override readonly name = 'Stale'
}

const stale = () => new Stale('The product or its category changed meanwhile')

/**
 * Writes `after`, with `more` (the event, the idempotency record) first, so that their failures are the ones reported.
 *
 * @param before what it was; undefined for a new one
 * @param options `newCategory`: its category does not exist yet; `generatedSlug`: when the slug is taken, choose another
 * @throws {Stale} when it is no longer what `before` says
 * @throws {Problem} ALREADY_EXISTS for a taken sku or slug
 */
export async function writeProduct(
  before: Product | undefined,
  after: Product,
  more: readonly TransactItem[] = [],
  options: { newCategory?: boolean; generatedSlug?: boolean } = {},
): Promise<void> {
  const items = [
    ...more,
    productWrite(before, after),
    ...slugWrites(before, after, options.generatedSlug ?? false),
    ...skuWrites(before, after),
    ...categoryWrites(before, after, options.newCategory ?? false),
    ...entryWrites(before, after),
  ]
  if (items.length > MAX_TRANSACTION_ITEMS) {
    throw new Problem('VALIDATION_FAILED', 'This changes too many variants at once: do it in two requests.')
  }
  await transact(items)
}

/**
 * Writes new active products of one category that exists, all or none.
 * @param products without variants; their slugs may be chosen anew when taken
 * @throws {Stale} when the category moved, or a product or a slug is there already
 * @throws {Problem} ALREADY_EXISTS for a taken sku
 */
export async function writeNewProducts(products: readonly Product[], more: readonly TransactItem[]): Promise<void> {
  const { category, lists } = products[0]!
  await transact([
    ...more,
    ...products.flatMap((product) => [
      productWrite(undefined, product),
      ...slugWrites(undefined, product, true),
      ...skuWrites(undefined, product),
      ...entryWrites(undefined, product),
    ]),
    countWrite(category, products.length, lists.slice(1)),
  ])
}

const productWrite = (before: Product | undefined, after: Product): TransactItem => ({
  put: {
    Item: { ...toItem(after), ...productKey(after.id) },
    ...(before
      ? { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': before.revision } }
      : { ConditionExpression: 'attribute_not_exists(pk)' }),
  },
  onConditionFailed: stale,
})

function slugWrites(before: Product | undefined, after: Product, generated: boolean): TransactItem[] {
  const old = before && before.status !== 'removed' ? before.slug : undefined
  const wanted = after.status === 'removed' ? undefined : after.slug
  if (old === wanted) return []
  return [
    ...(wanted === undefined
      ? []
      : [
          {
            put: {
              Item: { ...slugKey(wanted), productId: after.id },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
            onConditionFailed: generated ? stale : () => taken('slug', wanted),
          },
        ]),
    ...(old === undefined ? [] : [{ delete: { Key: slugKey(old) } }]),
  ]
}

function skuWrites(before: Product | undefined, after: Product): TransactItem[] {
  const old = before ? skuRowsOf(before) : new Map<string, SkuRow>()
  const wanted = skuRowsOf(after)
  const changed = [...wanted.values()].filter((row) => !isDeepStrictEqual(row, old.get(row.sku)))
  const released = [...old.values()].filter(({ sku }) => !wanted.has(sku))
  return [
    ...changed.map((row) => skuWrite(row, !old.has(row.sku))),
    ...released.map((row) => skuWrite({ ...row, state: 'removed' }, false)),
  ]
}

/** An update, because the stock that inventory told is on the same item and stays. */
function skuWrite(row: SkuRow, claim: boolean): TransactItem {
  return {
    update: {
      Key: skuKey(row.sku),
      UpdateExpression:
        'SET sku = :sku, productId = :productId, #name = :name, price = :price, #state = :state, sellable = :sellable' +
        (row.maxPerCustomer === undefined ? ' REMOVE maxPerCustomer' : ', maxPerCustomer = :maxPerCustomer'),
      ExpressionAttributeNames: { '#name': 'name', '#state': 'state' },
      ExpressionAttributeValues: {
        ':sku': row.sku,
        ':productId': row.productId,
        ':name': row.name,
        ':price': row.price,
        ':state': row.state,
        ':sellable': row.sellable,
        ...(row.maxPerCustomer === undefined ? {} : { ':maxPerCustomer': row.maxPerCustomer }),
        ...(claim ? { ':removed': 'removed' } : {}),
      },
      ...(claim
        ? { ConditionExpression: 'attribute_not_exists(productId) OR productId = :productId OR #state = :removed' }
        : {}),
    },
    onConditionFailed: () => taken('sku', row.sku),
  }
}

function categoryWrites(before: Product | undefined, after: Product, isNew: boolean): TransactItem[] {
  const old = before?.status === 'active' ? before.category : undefined
  const wanted = after.status === 'active' ? after.category : undefined
  if (isNew) return [...(old === undefined ? [] : [countWrite(old, -1)]), newCategoryWrite(after)]
  if (old === wanted) return []
  return [
    ...(old === undefined ? [] : [countWrite(old, -1)]),
    ...(wanted === undefined ? [] : [countWrite(wanted, 1, after.lists.slice(1))]),
  ]
}

const newCategoryWrite = ({ category, status }: Product): TransactItem => ({
  put: {
    Item: {
      ...categoryKey(category),
      slug: category,
      name: { en: titleOf(category) },
      // Behind those that somebody put in order.
      position: 1000,
      path: [category],
      productCount: status === 'active' ? 1 : 0,
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
  onConditionFailed: stale,
})

/** @param path where the category must still be, for a product that is entered in the lists of that path */
const countWrite = (slug: string, step: number, path?: readonly string[]): TransactItem => ({
  update: {
    Key: categoryKey(slug),
    UpdateExpression: 'ADD productCount :step',
    ExpressionAttributeValues: { ':step': step, ...(path ? { ':path': path } : {}) },
    ...(path ? { ConditionExpression: '#path = :path', ExpressionAttributeNames: { '#path': 'path' } } : {}),
  },
  onConditionFailed: stale,
})

const taken = (what: 'sku' | 'slug', value: string) =>
  new Problem('ALREADY_EXISTS', `Another product has the ${what} "${value}".`, {
    errors: [{ path: `body.${what}`, message: `${value} is taken` }],
  })
