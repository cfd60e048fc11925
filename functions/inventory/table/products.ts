import { getItem, getItems, type TransactItem } from '../../shared/table.ts'

/** Which skus a product has, as catalog last told. */
export interface ProductSkus {
  readonly productId: string
  readonly skus: readonly string[]
  readonly version: number
}

const keyOf = (productId: string) => ({ pk: `PRODUCT#${productId}`, sk: 'PRODUCT' })

export const getProduct = (productId: string): Promise<ProductSkus | undefined> =>
  getItem<ProductSkus>(keyOf(productId))

export async function getProducts(productIds: readonly string[]): Promise<Map<string, ProductSkus>> {
  const products = await getItems<ProductSkus>(productIds.map(keyOf))
  return new Map(products.map((product) => [product.productId, product]))
}

/** An older or repeated version of the product came after a newer one. */
export class ProductIsNewer extends Error {}

export const putProduct = (product: ProductSkus): TransactItem => ({
  put: {
    Item: { ...keyOf(product.productId), ...product },
    ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
    ExpressionAttributeValues: { ':version': product.version },
  },
  onConditionFailed: () => new ProductIsNewer(),
})
