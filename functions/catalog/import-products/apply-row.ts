/** Makes one product be what its line says. */
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod/mini'
import type { Deps } from '../../shared/deps.ts'
import { Problem } from '../../shared/errors.ts'
import { logger } from '../../shared/observability/logger.ts'
import type { Product, ProductChanges } from '../domain/product.ts'
import { addProduct, changeProduct } from '../product-changes.ts'
import { NewProduct } from '../schemas.ts'
import { getProducts, getSkus, type SkuItem } from '../table.ts'
import type { ValidRow } from './read-rows.ts'

export type Outcome =
  | { readonly done: 'created' | 'updated' | 'unchanged' }
  | { readonly code: string; readonly message: string; readonly path?: string | undefined }

/** What is known of these skus, and the products that have them; one whose variant it is included. */
export async function lookUp(
  skus: readonly string[],
): Promise<{ known: Map<string, Product>; stock: Map<string, SkuItem> }> {
  const stock = await getSkus(skus)
  const claimed = [...stock.values()].filter(({ productId, state }) => productId && state !== 'removed')
  const products = new Map(
    (await getProducts(claimed.map(({ productId }) => productId!))).map((each) => [each.id, each]),
  )
  const pairs = claimed.map(({ sku, productId }) => [sku, products.get(productId!)] as const)
  return { stock, known: new Map(pairs.filter((pair): pair is [string, Product] => pair[1] !== undefined)) }
}

/** Never throws: what goes wrong with one line must not keep the others out. @param category of a new product without one */
export async function applyRow(
  row: ValidRow,
  known: Product | undefined,
  category: string | undefined,
  deps: Deps,
): Promise<Outcome> {
  try {
    return await (known ? change(row, known, deps) : add(row, category, deps))
  } catch (error) {
    // Somebody else added the sku since it was looked for.
    if (!known && error instanceof Problem && error.code === 'ALREADY_EXISTS') {
      const now = (await lookUp([row.sku])).known.get(row.sku)
      if (now) return applyRow(row, now, category, deps)
    }
    if (error instanceof Problem) {
      return { code: error.code, message: error.message, path: error.errors?.[0]?.path.replace(/^body\./, '') }
    }
    logger.error('a line could not be imported', { line: row.line, error: error as Error })
    return { code: 'INTERNAL_ERROR', message: 'Something went wrong on our side: import this line again.' }
  }
}

async function change({ sku, fields, partial }: ValidRow, product: Product, deps: Deps): Promise<Outcome> {
  if (product.sku !== sku) {
    const message = `this is a variant of ${product.sku}: change that product by a JSON line with all its variants`
    return { code: 'VALIDATION_FAILED', message, path: 'sku' }
  }
  const changes = partial ? withKept(fields, product) : fields
  const names = Object.keys(changes) as (keyof typeof changes)[]
  if (names.every((name) => changes[name] === undefined || isDeepStrictEqual(changes[name], product[name]))) {
    return { done: 'unchanged' }
  }
  const { product: after } = await changeProduct(product.id, changes, undefined, deps)
  return { done: after.version === product.version ? 'unchanged' : 'updated' }
}

async function add({ fields }: ValidRow, category: string | undefined, deps: Deps): Promise<Outcome> {
  const { success, data, error } = z.safeParse(NewProduct, { ...(category ? { category } : {}), ...fields })
  if (!success) {
    const missing = error.issues.map(({ path }) => path.join('.'))
    return { code: 'VALIDATION_FAILED', message: `a new product needs ${missing.join(', ')}`, path: missing[0] }
  }
  await addProduct(data, deps, () => [])
  return { done: 'created' }
}

/** What a row says of attributes and translations, with what the product has beside it. */
function withKept(fields: ValidRow['fields'], product: Product): ProductChanges {
  const zh = fields.translations?.zh
  return {
    ...fields,
    ...(fields.attributes ? { attributes: { ...product.attributes, ...fields.attributes } } : {}),
    ...(zh ? { translations: { ...product.translations, zh: { ...product.translations?.zh, ...zh } } } : {}),
  }
}
