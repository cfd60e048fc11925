import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import {
  type Chunk,
  getItem,
  isConditionFailure,
  type Key,
  queryChunk,
  queryFirst,
  type Start,
  type TransactItem,
  transact,
} from '../../shared/table.ts'

/** An e-mail or SMS that is to be sent. Goes by `userId`, whose address is asked for when it is sent, or by `to`. */
export interface Delivery {
  readonly notificationId: string
  readonly channel: 'email' | 'sms'
  readonly template: string
  readonly data: Record<string, unknown>
  readonly userId?: string | undefined
  readonly to?: string | undefined
  readonly locale?: string | undefined
  readonly orderId?: string | undefined
  /** Of a code that is made when it is sent. */
  readonly requestId?: string | undefined
  /** How often it was put off because of an outage. */
  readonly attempts?: number | undefined
  readonly createdAt: string
}

export interface DeliveryItem extends Delivery {
  readonly status: 'PENDING' | 'SENT' | 'SKIPPED'
  readonly sentAt?: string
  readonly version: number
}

/**
 * Seconds that a claim holds: longer than the function's timeout, so that nobody else sends while it runs; shorter than
 * the queue's visibility timeout, so that the message's next delivery finds the claim ended.
 */
export const LEASE_SECONDS = 40
/** Longer than events may be replayed from the bus's archive. */
const RETENTION_SECONDS = 90 * 86_400

/** Longer than the queue needs to hand a message to its worker. */
const POSTPONE_MS = 10 * 60_000
const DEFERRED = 'DEFERRED'

const deliveryKey = (notificationId: string) => ({ pk: `DELIVERY#${notificationId}`, sk: 'DELIVERY' })
const deliveriesOf = (userId: string) => `DELIVERIES#${userId}`
const seconds = (at: Date) => Math.floor(at.getTime() / 1000)

export const getDelivery = (notificationId: string): Promise<DeliveryItem | undefined> =>
  getItem<DeliveryItem>(deliveryKey(notificationId))

/** The e-mails and text messages to a user, piece by piece. */
export const deliveriesTo = (userId: string, start: Start | undefined): Promise<Chunk<DeliveryItem & Key>> =>
  queryChunk<DeliveryItem & Key>(
    {
      IndexName: 'gsi2',
      KeyConditionExpression: 'gsi2pk = :deliveries',
      ExpressionAttributeValues: { ':deliveries': deliveriesOf(userId) },
    },
    start,
  )

/** The write of a message to be sent later, for a transaction with the event that asks for it. */
export const putDelivery = (delivery: Delivery, now: Date): TransactItem => ({
  put: {
    Item: { ...deliveryKey(delivery.notificationId), ...pending(delivery, now), leaseUntil: 0 },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

/** `claimed`: it is the caller's now. `busy`: somebody else is at it. `done`: it was sent, or is not wanted. */
export type Claim = 'claimed' | 'busy' | 'done'

/** Takes a message to send it now. */
export const claimDelivery = (delivery: Delivery, claimId: string, now: Date): Promise<Claim> =>
  putUnlessTaken({ ...pending(delivery, now), claimId, leaseUntil: seconds(now) + LEASE_SECONDS }, now)

/** Keeps a message until then. */
export const deferDelivery = (delivery: Delivery, until: Date, now: Date): Promise<Claim> =>
  putUnlessTaken({ ...pending(delivery, now), leaseUntil: 0, ...dueAt(delivery.notificationId, until) }, now)

async function putUnlessTaken(
  item: Delivery & { readonly leaseUntil: number; readonly claimId?: string },
  now: Date,
): Promise<Claim> {
  try {
    await dynamodb.send(
      new PutCommand({
        TableName: env.tableName,
        Item: { ...deliveryKey(item.notificationId), ...item },
        ConditionExpression: 'attribute_not_exists(pk) OR (#status = :pending AND leaseUntil <= :now)',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':pending': 'PENDING', ':now': seconds(now) },
      }),
    )
    return 'claimed'
  } catch (error) {
    if (!isConditionFailure(error)) throw error
    const known = await getDelivery(item.notificationId)
    return known && known.status !== 'PENDING' ? 'done' : 'busy'
  }
}

interface Due {
  readonly notificationId: string
  readonly gsi1sk: string
}

/** Deferred messages whose time has come, oldest first, at most `limit`. */
export const listDueDeliveries = (now: Date, limit: number): Promise<Due[]> =>
  queryFirst<Due>(
    {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :deferred AND gsi1sk < :next',
      ExpressionAttributeValues: { ':deferred': DEFERRED, ':next': new Date(now.getTime() + 1).toISOString() },
    },
    limit,
  )

/** Puts a due message off, so that it comes up again when handing it on fails. False when another run was first. */
export async function postponeDue({ notificationId, gsi1sk }: Due, now: Date): Promise<boolean> {
  try {
    await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: deliveryKey(notificationId),
        UpdateExpression: 'SET gsi1sk = :later',
        ConditionExpression: 'gsi1sk = :seen',
        ExpressionAttributeValues: {
          ':seen': gsi1sk,
          ':later': dueAt(notificationId, new Date(now.getTime() + POSTPONE_MS)).gsi1sk,
        },
      }),
    )
    return true
  } catch (error) {
    if (isConditionFailure(error)) return false
    throw error
  }
}

const dueAt = (notificationId: string, at: Date) => ({
  gsi1pk: DEFERRED,
  gsi1sk: `${at.toISOString()}#${notificationId}`,
})

/** Ends a claim whose sending was refused for certain: the next delivery may try at once. */
export async function releaseDelivery(notificationId: string, claimId: string): Promise<void> {
  try {
    await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: deliveryKey(notificationId),
        UpdateExpression: 'SET leaseUntil = :zero',
        ConditionExpression: 'claimId = :claimId',
        ExpressionAttributeValues: { ':zero': 0, ':claimId': claimId },
      }),
    )
  } catch (error) {
    if (!isConditionFailure(error)) throw error
  }
}

/** Ends a claim by putting the message off; where it may have been sent, the claim goes on to its end and it waits for longer. */
export async function putOffDelivery(put: {
  notificationId: string
  claimId: string
  until: Date
  attempts: number
  isUnsent: boolean
}): Promise<void> {
  const lease = put.isUnsent ? 0 : LEASE_SECONDS
  const { gsi1pk, gsi1sk } = dueAt(put.notificationId, new Date(put.until.getTime() + lease * 1000))
  try {
    await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: deliveryKey(put.notificationId),
        UpdateExpression: `SET gsi1pk = :gsi1pk, gsi1sk = :gsi1sk, attempts = :attempts${put.isUnsent ? ', leaseUntil = :zero' : ''}`,
        ConditionExpression: 'claimId = :claimId',
        ExpressionAttributeValues: {
          ':gsi1pk': gsi1pk,
          ':gsi1sk': gsi1sk,
          ':attempts': put.attempts,
          ':claimId': put.claimId,
          ...(put.isUnsent ? { ':zero': 0 } : {}),
        },
      }),
    )
  } catch (error) {
    if (!isConditionFailure(error)) throw error
  }
}

/** Closes a claimed delivery and forgets the address and the contents. */
export const closeDelivery = (
  notificationId: string,
  claimId: string,
  status: 'SENT' | 'SKIPPED',
  now: Date,
  also: readonly TransactItem[] = [],
): Promise<void> =>
  transact([
    {
      update: {
        Key: deliveryKey(notificationId),
        UpdateExpression:
          'SET #status = :status, sentAt = :now, #version = #version + :one REMOVE #to, #data, claimId, leaseUntil',
        ConditionExpression: 'claimId = :claimId',
        ExpressionAttributeNames: { '#status': 'status', '#to': 'to', '#data': 'data', '#version': 'version' },
        ExpressionAttributeValues: { ':status': status, ':now': now.toISOString(), ':one': 1, ':claimId': claimId },
      },
    },
    ...also,
  ])

const pending = (delivery: Delivery, now: Date) => ({
  ...delivery,
  // Named although absent: what was read brings its old ones along.
  gsi1pk: undefined,
  gsi1sk: undefined,
  ...(delivery.userId === undefined ? {} : { gsi2pk: deliveriesOf(delivery.userId), gsi2sk: delivery.notificationId }),
  status: 'PENDING' as const,
  version: 1,
  expiresAt: seconds(now) + RETENTION_SECONDS,
})
