import type { Page } from '../shared/table.ts'
import type { Product } from './domain/product.ts'
import { getProducts, queryList } from './table.ts'

/** A page of a list with its products as they are now. One that just left the list is left out. */
export async function readPage(
  list: string,
  ...how: Parameters<typeof queryList> extends [string, ...infer Rest] ? Rest : never
): Promise<Page<Product>> {
  const { items: ids, nextCursor } = await queryList(list, ...how)
  const products = new Map((await getProducts(ids)).map((product) => [product.id, product]))
  const items = ids.map((id) => products.get(id)).filter((product) => product?.lists.includes(list))
  return { items: items as Product[], nextCursor }
}
