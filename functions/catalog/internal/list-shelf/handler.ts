import { listShelf } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { EVERYTHING } from '../../domain/lists.ts'
import { availableFirst } from '../../domain/related.ts'
import { readFirst } from '../../read-page.ts'
import { toListedProduct } from '../../views.ts'

/** More than are shown, so that what is sold out can make room; no more, so that its cost is known. */
const CANDIDATES = 60

export const handler = internal(listShelf, async ({ sort, language, limit }) => {
  const products = await readFirst(EVERYTHING, sort, CANDIDATES)
  return {
    products: availableFirst(products)
      .slice(0, limit)
      .map((product) => toListedProduct(product, language)),
  }
})
