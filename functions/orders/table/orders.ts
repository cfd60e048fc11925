import { OrderPlaced } from '../../../contracts/events/index.ts'
import { Problem } from '../../shared/errors.ts'
import { type EventContext, publish } from '../../shared/outbox.ts'
import { ConditionFailed, getItem, type TransactItem, transact } from '../../shared/table.ts'
import type { OrderChange } from '../domain/move.ts'
import type { Order } from '../domain/order.ts'
import { indexKeys, orderKey, statusPartition } from './keys.ts'

/** Attempts at a change that others keep overtaking. */
const MAX_ATTEMPTS = 8

export const findOrder = (orderId: string): Promise<Order | undefined> => getItem<Order>(orderKey(orderId))

/** Order, event and the record of the answer: all or none. */
export async function saveNewOrder(
  order: Order,
  cart: { id: string; version: number } | undefined,
  idempotencyRecord: TransactItem,
  context: EventContext,
): Promise<void> {
  await transact([
    idempotencyRecord,
    {
      put: {
        Item: { ...orderKey(order.id), ...indexKeys(order), ...order },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    publish(
      OrderPlaced,
      order.id,
      {
        orderId: order.id,
        number: order.number,
        customerId: order.customerId,
        ...(cart ? { cart } : {}),
        items: order.lines.map(({ sku, productId, quantity, unitPrice }) => ({ sku, productId, quantity, unitPrice })),
        total: order.total,
      },
      context,
    ),
  ])
}

/**
 * Reads, decides and writes the order with its events, and again when somebody else was faster.
 * `decide` returns undefined to leave the order as it is; what it throws is passed on.
 * @param ifMatch the version that the caller has seen @throws {Problem} VERSION_MISMATCH
 * @returns the order as it is now, or undefined when there is none
 */
export async function changeOrder(
  orderId: string,
  decide: (order: Order) => OrderChange | undefined,
  context: EventContext,
  ifMatch?: number,
): Promise<Order | undefined> {
  for (let attempt = 1; ; attempt++) {
    const order = await findOrder(orderId)
    if (!order) return undefined
    if (ifMatch !== undefined && ifMatch !== order.version) {
      throw new Problem('VERSION_MISMATCH', `The order has version ${order.version} by now. Read it again.`)
    }
    const change = decide(order)
    if (!change) return order
    try {
      await write(order, change, context)
      return change.order
    } catch (error) {
      if (!(error instanceof ConditionFailed) || attempt === MAX_ATTEMPTS) throw error
    }
  }
}

/** Only what may change: the lines of a large order are not sent again. */
async function write(before: Order, { order, events }: OrderChange, context: EventContext): Promise<void> {
  const fields = {
    status: order.status,
    history: order.history,
    payment: order.payment,
    shipment: order.shipment,
    announcedAt: order.announcedAt,
    updatedAt: order.updatedAt,
    version: order.version,
    gsi2pk: statusPartition(order.status, order.id),
  }
  const set = Object.entries(fields).filter(([, value]) => value !== undefined)
  await transact([
    {
      update: {
        Key: orderKey(order.id),
        UpdateExpression: `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression: '#version = :before',
        ExpressionAttributeNames: Object.fromEntries(set.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
          ':before': before.version,
        },
      },
    },
    ...events.map((event) => publish(event.definition, order.id, event.data, context)),
  ])
}
