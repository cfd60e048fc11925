import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'
import { ProductStock } from '../stock.ts'

/** The stock of a product that exists; zeros (version 0) where nobody has told inventory of it yet. */
export const productStock = defineInternal({
  service: 'inventory',
  name: 'product-stock',
  timeoutMs: 5000,
  input: z.object({ productId: z.string() }),
  output: z.object({ stock: ProductStock }),
})
