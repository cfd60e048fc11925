import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import {
  isConditionFailure,
  type Page,
  queryAll,
  queryFirst,
  queryPage,
  type TransactItem,
} from '../../shared/table.ts'
import { nameOrder, priceOrder, ratingOrder } from '../domain/lists.ts'
import type { Product } from '../domain/product.ts'
import type { Sort } from '../domain/sorts.ts'
import { entryKey } from './keys.ts'

export interface Filters {
  /** Minor units, inclusive; not above `maxPrice`. */
  readonly minPrice?: number | undefined
  readonly maxPrice?: number | undefined
  readonly inStock?: boolean | undefined
}

const orders: Record<Sort, { IndexName?: string; ScanIndexForward: boolean }> = {
  newest: { ScanIndexForward: false },
  price: { IndexName: 'gsi1', ScanIndexForward: true },
  '-price': { IndexName: 'gsi1', ScanIndexForward: false },
  name: { IndexName: 'gsi2', ScanIndexForward: true },
  rating: { IndexName: 'gsi3', ScanIndexForward: false },
}

/** Ids of a page of a list's products. */
export async function queryList(
  list: string,
  sort: Sort,
  filters: Filters,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<string>> {
  const bound = ['products', list, sort, filters.minPrice, filters.maxPrice, filters.inStock]
  const { items, nextCursor } = await queryPage<{ sk: string }>(listQuery(list, sort, filters), { ...page, bound })
  return { items: items.map(({ sk }) => sk), nextCursor }
}

/** Ids of a list's first products. */
export async function queryFirstOfList(list: string, sort: Sort, limit: number): Promise<string[]> {
  return (await queryFirst<{ sk: string }>(listQuery(list, sort, {}), limit)).map(({ sk }) => sk)
}

function listQuery(list: string, sort: Sort, filters: Filters) {
  const { IndexName, ScanIndexForward } = orders[sort]
  const byPrice = IndexName === 'gsi1' && (filters.minPrice !== undefined || filters.maxPrice !== undefined)
  const conditions = [
    ...(filters.minPrice !== undefined && !byPrice ? ['price >= :min'] : []),
    ...(filters.maxPrice !== undefined && !byPrice ? ['price <= :max'] : []),
    ...(filters.inStock ? ['inStock = :inStock'] : []),
  ]
  return {
    ...(IndexName ? { IndexName } : {}),
    ScanIndexForward,
    KeyConditionExpression: `${IndexName ?? ''}pk = :list${byPrice ? ' AND gsi1sk BETWEEN :from AND :to' : ''}`,
    ...(conditions.length > 0 ? { FilterExpression: conditions.join(' AND ') } : {}),
    ExpressionAttributeValues: {
      ':list': entryKey(list, '').pk,
      ...(byPrice ? priceRange(filters) : {}),
      ...(filters.minPrice !== undefined && !byPrice ? { ':min': filters.minPrice } : {}),
      ...(filters.maxPrice !== undefined && !byPrice ? { ':max': filters.maxPrice } : {}),
      ...(filters.inStock ? { ':inStock': true } : {}),
    },
  }
}

const priceRange = ({ minPrice = 0, maxPrice }: Filters) => ({
  ':from': priceOrder(minPrice),
  // `$` follows `#`, so everything of the highest price is before it.
  ':to': maxPrice === undefined ? ':' : priceOrder(maxPrice).replace('#', '$'),
})

/** Ids of a list's products in the order they were made. @param after the id that the page before ended with */
export async function queryIdsAfter(
  list: string,
  limit: number,
  after?: string,
): Promise<{ ids: string[]; next: string | undefined }> {
  const { Items = [], LastEvaluatedKey } = await dynamodb.send(
    new QueryCommand({
      TableName: env.tableName,
      KeyConditionExpression: 'pk = :list',
      ExpressionAttributeValues: { ':list': entryKey(list, '').pk },
      Limit: limit,
      ConsistentRead: true,
      ...(after === undefined ? {} : { ExclusiveStartKey: entryKey(list, after) }),
    }),
  )
  return { ids: Items.map(({ sk }) => sk as string), next: LastEvaluatedKey?.sk as string | undefined }
}

/** Ids of all products of a list: only for moving them to other lists. */
export async function queryWholeList(list: string): Promise<string[]> {
  const entries = await queryAll<{ sk: string }>({
    KeyConditionExpression: 'pk = :list',
    ExpressionAttributeValues: { ':list': entryKey(list, '').pk },
    ConsistentRead: true,
  })
  return entries.map(({ sk }) => sk)
}

/** What a change of a product means for the lists: at most one write a list. */
export function entryWrites(before: Product | undefined, after: Product): TransactItem[] {
  const old = new Set(before?.lists)
  const wanted = new Set(after.lists)
  const changed = before && JSON.stringify(sortedBy(before)) !== JSON.stringify(sortedBy(after))
  return [
    ...after.lists.filter((list) => !old.has(list)).map((list) => newEntry(list, after)),
    ...(changed ? after.lists.filter((list) => old.has(list)).map((list) => changedEntry(list, after)) : []),
    ...[...old].filter((list) => !wanted.has(list)).map((list) => ({ delete: { Key: entryKey(list, after.id) } })),
  ]
}

/** The rating is not among these: it changes by reviews, see `refreshRanking`. */
const sortedBy = (product: Product) => ({
  gsi1sk: priceOrder(product.price.amount, product.id),
  gsi2sk: nameOrder(product.name, product.id),
  price: product.price.amount,
  inStock: product.availability !== 'out',
})

function newEntry(list: string, product: Product): TransactItem {
  const key = entryKey(list, product.id)
  const Item = {
    ...key,
    gsi1pk: key.pk,
    gsi2pk: key.pk,
    gsi3pk: key.pk,
    gsi3sk: ratingOrder(product),
    rankedAt: product.revision,
    ...sortedBy(product),
  }
  return { put: { Item } }
}

function changedEntry(list: string, product: Product): TransactItem {
  const values = sortedBy(product)
  return {
    update: {
      Key: entryKey(list, product.id),
      UpdateExpression: `SET ${Object.keys(values)
        .map((name) => `${name} = :${name}`)
        .join(', ')}`,
      ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
    },
  }
}

/** Puts a product where its rating belongs in its lists. Harmless when repeated or late: the later revision wins. */
export async function refreshRanking(product: Product): Promise<void> {
  await Promise.all(
    product.lists.map(async (list) => {
      try {
        await dynamodb.send(
          new UpdateCommand({
            TableName: env.tableName,
            Key: entryKey(list, product.id),
            UpdateExpression: 'SET gsi3sk = :order, rankedAt = :revision',
            ConditionExpression: 'rankedAt < :revision',
            ExpressionAttributeValues: { ':order': ratingOrder(product), ':revision': product.revision },
          }),
        )
      } catch (error) {
        if (!isConditionFailure(error)) throw error
      }
    }),
  )
}
