import { OrderPlaced, PaymentWaived } from '../../../contracts/events/index.ts'
import { Problem } from '../../shared/errors.ts'
import { type EventContext, publish } from '../../shared/outbox.ts'
import { ConditionFailed, getItem, type TransactItem, transact } from '../../shared/table.ts'
import type { Coupon } from '../domain/coupon/coupon.ts'
import type { OrderChange } from '../domain/move.ts'
import type { Order } from '../domain/order.ts'
import type { Limits } from '../domain/purchase-limit.ts'
import { CouponGone, giveUseBack, takeUse } from './coupon-uses.ts'
import { indexKeys, orderKey, statusPartition } from './keys.ts'
import { giveUnitsBack, takeUnits } from './purchases.ts'

/** Milliseconds that an order waits for its turn at a coupon that everybody uses. */
const COUPON_PATIENCE_MS = 8000
/** Attempts at a change that others keep overtaking. */
const MAX_ATTEMPTS = 8

export const findOrder = (orderId: string): Promise<Order | undefined> => getItem<Order>(orderKey(orderId))

/**
 * Order, use of its coupon, count of what is limited, event and the record of the answer: all or none.
 * @throws {CouponChanged} @throws {LimitPassed} @throws {Problem} COUPON_EXHAUSTED, COUPON_ALREADY_USED
 */
export async function saveNewOrder(
  order: Order,
  from: { cart?: { id: string; version: number } | undefined; coupon?: Coupon | undefined; limits?: Limits },
  idempotencyRecord: TransactItem,
  context: EventContext,
): Promise<void> {
  const { cart, coupon, limits = new Map() } = from
  const writes = [
    idempotencyRecord,
    ...(coupon ? takeUse(coupon, order.customerId) : []),
    ...takeUnits(order, limits),
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
      order.version,
    ),
    ...(order.total.amount === 0 ? [publish(PaymentWaived, order.id, { orderId: order.id }, context)] : []),
  ]
  await transact(writes, coupon ? { patienceMs: COUPON_PATIENCE_MS } : {})
}

interface Options<Change extends OrderChange> {
  /** The version that the caller has seen. */
  readonly ifMatch?: number | undefined
  /** Writes of the same transaction. */
  readonly also?: (change: Change) => readonly TransactItem[]
}

/** As `changeWith`. @returns the order as it is now, or undefined when there is none */
export async function changeOrder<Change extends OrderChange>(
  orderId: string,
  decide: (order: Order) => Change | undefined,
  context: EventContext,
  options: Options<Change> = {},
): Promise<Order | undefined> {
  return (await changeWith(orderId, decide, context, options))?.order
}

/**
 * Reads, decides and writes the order with its events, and again when somebody else was faster.
 * `decide` returns undefined to leave the order as it is; what it throws is passed on.
 * @throws {Problem} VERSION_MISMATCH
 * @returns the order as it is now with the change that was written, or undefined when there is no such order
 */
export async function changeWith<Change extends OrderChange>(
  orderId: string,
  decide: (order: Order) => Change | undefined,
  context: EventContext,
  { ifMatch, also = () => [] }: Options<Change> = {},
): Promise<{ order: Order; change?: Change } | undefined> {
  for (let attempt = 1; ; attempt++) {
    const order = await findOrder(orderId)
    if (!order) return undefined
    if (ifMatch !== undefined && ifMatch !== order.version) {
      throw new Problem('VERSION_MISMATCH', `The order has version ${order.version} by now. Read it again.`)
    }
    const change = decide(order)
    if (!change) return { order }
    try {
      await write(order, change, also(change), context)
      return { order: change.order, change }
    } catch (error) {
      if (!(error instanceof ConditionFailed) || attempt === MAX_ATTEMPTS) throw error
    }
  }
}

/** With the use of the coupon and the limited units where the order gives them back; a coupon that staff deleted takes none. */
async function write(
  before: Order,
  change: OrderChange,
  also: readonly TransactItem[],
  context: EventContext,
): Promise<void> {
  const { coupon } = change.order
  const writes = [...also, ...giveUnitsBack(before, change.order), ...orderWrites(before, change, context)]
  if (!coupon?.givenBack || before.coupon?.givenBack) return transact(writes)
  try {
    await transact([...writes, ...giveUseBack(coupon, change.order.customerId)], { patienceMs: COUPON_PATIENCE_MS })
  } catch (error) {
    if (!(error instanceof CouponGone)) throw error
    await transact(writes)
  }
}

/** Only what may change: the lines of a large order are not sent again. */
function orderWrites(before: Order, { order, events }: OrderChange, context: EventContext): TransactItem[] {
  const fields = {
    status: order.status,
    history: order.history,
    payment: order.payment,
    shipment: order.shipment,
    announcedAt: order.announcedAt,
    coupon: order.coupon,
    limited: order.limited,
    returned: order.returned,
    attention: order.attention,
    updatedAt: order.updatedAt,
    version: order.version,
    gsi2pk: statusPartition(order.status, order.id),
    ...(order.erasedAt === before.erasedAt ? {} : { shippingAddress: order.shippingAddress, erasedAt: order.erasedAt }),
  }
  const set = Object.entries(fields).filter(([, value]) => value !== undefined)
  const isErasure = order.erasedAt !== before.erasedAt
  return [
    {
      update: {
        Key: orderKey(order.id),
        UpdateExpression: `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}${isErasure ? ' REMOVE note' : ''}`,
        ConditionExpression: '#version = :before',
        ExpressionAttributeNames: Object.fromEntries(set.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
          ':before': before.version,
        },
      },
    },
    ...events.map((event) => publish(event.definition, order.id, event.data, context, order.version)),
  ]
}
