/** Somebody waits for a sku, or for any sku of a product with variants, to be back in stock. Ends when they were told. */
export interface Subscription {
  readonly subscriptionId: string
  readonly userId: string
  readonly productId: string
  /** Absent: any variant of the product. */
  readonly sku?: string | undefined
  /** ISO 8601. */
  readonly createdAt: string
}

export type Target = Pick<Subscription, 'productId' | 'sku'>

/** One partition of subscribers. */
export const targetKey = ({ productId, sku }: Target): string =>
  sku === undefined ? `product#${productId}` : `sku#${sku}`

/** Whoever waits for one of these is told when this sku is back. */
export const targetsOf = (sku: string, productId: string): Target[] => [{ productId, sku }, { productId }]
