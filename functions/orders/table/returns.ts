import { OrderReturnCompleted } from '../../../contracts/events/index.ts'
import { type EventContext, publish } from '../../shared/outbox.ts'
import { deleteItem, getItem, type Page, queryAll, queryPage, type TransactItem, transact } from '../../shared/table.ts'
import type { Order } from '../domain/order.ts'
import type { OrderReturn } from '../domain/return/order-return.ts'
import { returnKey } from './keys.ts'

export const findReturn = (orderId: string, returnId: string): Promise<OrderReturn | undefined> =>
  getItem<OrderReturn>(returnKey(orderId, returnId))

export const putNewReturn = (orderReturn: OrderReturn): TransactItem => ({
  put: {
    Item: { ...returnKey(orderReturn.orderId, orderReturn.id), ...orderReturn },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

/** Writes how the refund ended, with the event that tells the customer where money went back. */
export async function saveSettledReturn(
  after: OrderReturn,
  order: Order,
  handledOnce: TransactItem,
  context: EventContext,
): Promise<void> {
  const { id: orderId, number, customerId } = order
  const data = { orderId, number, customerId, returnId: after.id, refunded: after.refund }
  await transact([
    handledOnce,
    {
      // Only what changes: the words may have been erased since it was read.
      update: {
        Key: returnKey(orderId, after.id),
        UpdateExpression: 'SET #status = :status, refund = :refund, completedAt = :at',
        ConditionExpression: '#status = :pending',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':pending': 'PENDING',
          ':status': after.status,
          ':refund': after.refund,
          ':at': after.completedAt,
        },
      },
    },
    ...(after.status === 'REFUNDED' ? [publish(OrderReturnCompleted, orderId, data, context)] : []),
  ])
}

/** Oldest first. */
export const listReturns = (
  orderId: string,
  page: { limit: number; cursor?: string | undefined; bound: readonly unknown[] },
): Promise<Page<OrderReturn>> =>
  queryPage<OrderReturn>(
    {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :return)',
      ExpressionAttributeValues: { ':pk': returnKey(orderId, '').pk, ':return': 'RETURN#' },
      ConsistentRead: true,
    },
    page,
  )

/** All of an order: its units end them. */
export const returnsOf = (orderId: string): Promise<OrderReturn[]> =>
  queryAll<OrderReturn>({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :return)',
    ExpressionAttributeValues: { ':pk': returnKey(orderId, '').pk, ':return': 'RETURN#' },
    ConsistentRead: true,
  })

/** Takes the words out of an order's returns, and deletes the answers to staff who made them. */
export async function eraseReturns(orderId: string): Promise<void> {
  for (const { id, answeredIn } of await returnsOf(orderId)) {
    if (answeredIn) await deleteItem(answeredIn)
    await transact([
      {
        update: {
          Key: returnKey(orderId, id),
          UpdateExpression: 'SET reason = :erased REMOVE answeredIn',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':erased': 'erased' },
        },
      },
    ])
  }
}
