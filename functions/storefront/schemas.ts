import * as z from 'zod/mini'

export { CategoryBranch } from '../../contracts/category-branch.ts'
export { ListedProduct } from '../../contracts/listed-product.ts'
export { Product } from '../../contracts/product.ts'
export { Review } from '../../contracts/review.ts'
export { ProductStock } from '../../contracts/stock.ts'

/** Names of the parts that are `null` because their service did not answer in time. */
export const degraded = z.array(z.string())
