import type { Page } from '../shared/table.ts'
import type { Product } from './domain/product.ts'
import { getProducts, queryFirstOfList, queryList } from './table.ts'

type RestOf<Query extends (...all: never) => unknown> = Parameters<Query> extends [string, ...infer Rest] ? Rest : never

/** A page of a list with its products as they are now. One that just left the list is left out. */
export async function readPage(list: string, ...how: RestOf<typeof queryList>): Promise<Page<Product>> {
  const { items: ids, nextCursor } = await queryList(list, ...how)
  return { items: await present(ids, list), nextCursor }
}

/** The first products of a list as they are now. */
export async function readFirst(list: string, ...how: RestOf<typeof queryFirstOfList>): Promise<Product[]> {
  return present(await queryFirstOfList(list, ...how), list)
}

async function present(ids: readonly string[], list: string): Promise<Product[]> {
  const products = new Map((await getProducts(ids)).map((product) => [product.id, product]))
  return ids.flatMap((id) => products.get(id) ?? []).filter((product) => product.lists.includes(list))
}
