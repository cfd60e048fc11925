import { StockSubscriptionFulfilled } from '../../../contracts/events/index.ts'
import { Problem } from '../../shared/errors.ts'
import type { EventContext } from '../../shared/outbox.ts'
import { publish } from '../../shared/outbox.ts'
import {
  ConditionFailed,
  type Page,
  queryAll,
  queryFirst,
  queryPage,
  type TransactItem,
  transact,
} from '../../shared/table.ts'
import type { Stock } from '../domain/stock.ts'
import { type Subscription, type Target, targetKey } from '../domain/subscription.ts'
import { stockKey } from './stock-key.ts'

/** Nobody waits longer for a product that never comes back. */
const RETENTION_DAYS = 365
/** Rows that one transaction can watch, beside the subscription and the idempotency record. */
const MAX_WATCHED_ROWS = 98

const keyOf = (target: Target, userId: string) => ({ pk: `SUBSCRIBERS#${targetKey(target)}`, sk: `USER#${userId}` })

class AlreadySubscribed extends Error {
  readonly subscription: Subscription
  constructor(subscription: Subscription) {
    super('subscribed already')
    this.subscription = subscription
  }
}

/**
 * Puts somebody on the list, and marks the rows as wanted where all of them are sold out at that moment: so a unit that
 * comes back later finds the subscription. @returns the earlier one where there is one. @throws {Problem} IN_STOCK
 */
export async function subscribe(
  subscription: Subscription,
  stocks: readonly Stock[],
  now: Date,
  also: readonly TransactItem[],
): Promise<Subscription> {
  const expiresAt = Math.floor(now.getTime() / 1000) + RETENTION_DAYS * 86_400
  const index = { gsi1pk: `SUBSCRIPTIONS#${subscription.userId}`, gsi1sk: subscription.subscriptionId }
  try {
    await transact([
      {
        put: {
          Item: { ...keyOf(subscription, subscription.userId), ...index, ...subscription, expiresAt },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
        onConditionFailed: (old) => new AlreadySubscribed(old as unknown as Subscription),
      },
      ...watchWrites(stocks).map((write) => ({ ...write, onConditionFailed: inStock })),
      ...also,
    ])
    return subscription
  } catch (error) {
    if (error instanceof AlreadySubscribed) return error.subscription
    throw error
  }
}

export const inStock = () => new Problem('IN_STOCK', 'This can be bought now: put it into the cart.')

/** Of as many stocks as one transaction can watch, the first ones. */
function watchWrites(stocks: readonly Stock[]): TransactItem[] {
  const writes: TransactItem[] = []
  for (const stock of stocks) {
    const more = markWanted(stock)
    if (writes.length + more.length > MAX_WATCHED_ROWS) break
    writes.push(...more)
  }
  return writes
}

/** Only while all rows of the stock are empty. */
const markWanted = ({ sku, rows = [] }: Stock): TransactItem[] => [
  {
    update: {
      Key: stockKey(sku),
      UpdateExpression: 'SET wanted = :true',
      ConditionExpression: 'attribute_exists(pk) AND available <= :zero',
      ExpressionAttributeValues: { ':true': true, ':zero': 0 },
    },
  },
  ...rows.slice(1).map(({ shard }) => ({
    check: {
      Key: stockKey(sku, shard),
      ConditionExpression: 'available <= :zero',
      ExpressionAttributeValues: { ':zero': 0 },
    },
  })),
]

/** Has the sku tell again when it is back. False when it is in stock. */
export async function wantAgain(stock: Stock): Promise<boolean> {
  try {
    await transact(markWanted(stock))
    return true
  } catch (error) {
    if (error instanceof ConditionFailed) return false
    throw error
  }
}

/** Nothing happens where there is no subscription. */
export const unsubscribe = (target: Target, userId: string): Promise<void> =>
  transact([{ delete: { Key: keyOf(target, userId) } }])

export const listSubscribers = (target: Target, limit: number): Promise<Subscription[]> =>
  queryFirst<Subscription>(
    {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keyOf(target, '').pk },
      ConsistentRead: true,
    },
    limit,
  )

/** Ends subscriptions and has each subscriber told, all or none. @throws {ConditionFailed} when one ended meanwhile. */
export const fulfil = (subscriptions: readonly Subscription[], sku: string, context: EventContext): Promise<void> =>
  transact(
    subscriptions.flatMap((subscription) => {
      const { subscriptionId, userId, productId } = subscription
      return [
        {
          delete: {
            Key: keyOf(subscription, userId),
            ConditionExpression: 'subscriptionId = :id',
            ExpressionAttributeValues: { ':id': subscriptionId },
          },
        },
        publish(StockSubscriptionFulfilled, subscriptionId, { subscriptionId, userId, productId, sku }, context),
      ]
    }),
  )

const ofUser = (userId: string) => ({
  IndexName: 'gsi1',
  KeyConditionExpression: 'gsi1pk = :user',
  ExpressionAttributeValues: { ':user': `SUBSCRIPTIONS#${userId}` },
})

/** Newest first. */
export const listSubscriptions = (
  userId: string,
  page: { limit: number; cursor?: string | undefined; bound: readonly unknown[] },
): Promise<Page<Subscription>> => queryPage<Subscription>({ ...ofUser(userId), ScanIndexForward: false }, page)

/** All of them, for the export of a person's data. */
export const subscriptionsOfUser = (userId: string): Promise<Subscription[]> => queryAll<Subscription>(ofUser(userId))

/** For the erasure of a person. Safe to repeat. */
export async function deleteSubscriptionsOfUser(userId: string): Promise<void> {
  for (const subscription of await subscriptionsOfUser(userId)) await unsubscribe(subscription, userId)
}
