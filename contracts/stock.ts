import * as z from 'zod/mini'

const Count = z.int().check(z.minimum(0))

/** Units of a sku, or of all skus of a product together. `available` = `onHand` - `reserved`. */
export const Stock = z.object({
  productId: z.string(),
  sku: z.string(),
  onHand: Count,
  reserved: Count,
  available: Count,
  lowStockThreshold: Count,
  status: z.enum(['in_stock', 'low', 'out']),
  /** Rows that its sales are spread over; absent for one. */
  spread: z.optional(z.int()),
  version: Count,
})

/** Of a product with variants: their sum and each. */
export const ProductStock = z.extend(Stock, { variants: z.optional(z.array(Stock)) })
