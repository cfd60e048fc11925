import { type OrderStatus, orderStatuses } from '../../../contracts/order-status.ts'
import { decodeCursor, encodeCursor } from '../../shared/cursor.ts'
import { type Chunk, type Page, queryChunk, queryFirst, queryPage, type Start } from '../../shared/table.ts'
import { firstIdAt, idsOfDay } from '../domain/id-range.ts'
import type { Order } from '../domain/order.ts'
import { customerPartition, statusPartitions } from './keys.ts'
import { returnsOf } from './returns.ts'

export interface Filter {
  readonly status?: OrderStatus | undefined
  /** YYYY-MM-DD, UTC */
  readonly day?: string | undefined
}

interface PageOf {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly bound: readonly unknown[]
}

/** Greater than every ULID. */
const AFTER_ALL = '~'

/** Newest first. */
export function listByCustomer(customerId: string, { status, day }: Filter, page: PageOf): Promise<Page<Order>> {
  const ids = day === undefined ? undefined : idsOfDay(day)
  return queryPage<Order>(
    {
      IndexName: 'gsi1',
      KeyConditionExpression: `gsi1pk = :pk${ids ? ' AND gsi1sk BETWEEN :after AND :before' : ''}`,
      ...(status ? { FilterExpression: '#status = :status', ExpressionAttributeNames: { '#status': 'status' } } : {}),
      ExpressionAttributeValues: {
        ':pk': customerPartition(customerId),
        ...(ids ? { ':after': ids.after, ':before': ids.before } : {}),
        ...(status ? { ':status': status } : {}),
      },
      ScanIndexForward: false,
    },
    page,
  )
}

/** All of a customer's orders, piece by piece, oldest first. */
export const ordersOf = (customerId: string, start: Start | undefined): Promise<Chunk<Order>> =>
  queryChunk<Order>(
    {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :pk',
      ExpressionAttributeValues: { ':pk': customerPartition(customerId) },
    },
    start,
  )

export async function ordersWithReturnsOf(customerId: string, start: Start | undefined) {
  const { items, next } = await ordersOf(customerId, start)
  const withReturns = async (order: Order) => ({ order, returns: order.returned ? await returnsOf(order.id) : [] })
  return { items: await Promise.all(items.map(withReturns)), next }
}

/** Of all customers, newest first: the newest of every partition, merged. Ids sort by time, so the cursor is an id. */
export async function listAll({ status, day }: Filter, page: PageOf): Promise<Page<Order>> {
  const last = (await decodeCursor(page.cursor, page.bound)) as { id: string } | undefined
  const ids = day === undefined ? { after: '', before: AFTER_ALL } : idsOfDay(day)
  const before = last?.id ?? ids.before
  const partitions = (status ? [status] : orderStatuses).flatMap(statusPartitions)
  const newest = await Promise.all(
    // One more tells whether there are more, and the cursor's own order takes a place.
    partitions.map((partition) => between(partition, ids.after, before, page.limit + 2, false)),
  )
  // An order that changes its status meanwhile may be seen in two partitions.
  const orders = [...new Map(newest.flat().map((order) => [order.id, order])).values()]
    .filter((order) => order.id < before)
    .sort((a, b) => (a.id < b.id ? 1 : -1))
  const items = orders.slice(0, page.limit)
  const more = orders.length > items.length
  return { items, nextCursor: more ? await encodeCursor({ id: items.at(-1)!.id }, page.bound) : null }
}

/** Orders placed in a span of time whose checkout has not begun, oldest first; at most `limit` of each partition. */
export async function listPending(placed: { from: Date; before: Date }, limit: number): Promise<Order[]> {
  const [from, before] = [firstIdAt(placed.from), firstIdAt(placed.before)]
  const pages = await Promise.all(
    statusPartitions('PENDING').map((partition) => between(partition, from, before, limit, true)),
  )
  return pages.flat()
}

/** Placed in a span of time, oldest first, after the order `after`: what is placed meanwhile comes at the end. */
export async function listPlacedBetween(
  span: { from: Date; before: Date; after?: string | undefined },
  limit: number,
): Promise<Order[]> {
  const from = span.after ?? firstIdAt(span.from)
  const pages = await Promise.all(
    orderStatuses
      .flatMap(statusPartitions)
      .map((partition) => between(partition, from, firstIdAt(span.before), limit + 1, true)),
  )
  // An order that changes its status meanwhile may be seen in two partitions.
  const orders = [...new Map(pages.flat().map((order) => [order.id, order])).values()]
  return orders
    .filter(({ id }) => id !== span.after)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, limit)
}

/** Both bounds are inclusive. */
const between = (partition: string, after: string, before: string, limit: number, forward: boolean) =>
  queryFirst<Order>(
    {
      IndexName: 'gsi2',
      KeyConditionExpression: 'gsi2pk = :pk AND gsi2sk BETWEEN :after AND :before',
      ExpressionAttributeValues: { ':pk': partition, ':after': after || ' ', ':before': before },
      ScanIndexForward: forward,
    },
    limit,
  )
