import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { notFound, Problem } from '../../shared/errors.ts'
import {
  type Chunk,
  getItem,
  isConditionFailure,
  type Key,
  type Page,
  queryAll,
  queryChunk,
  queryPage,
  type Start,
  type TransactItem,
  transact,
} from '../../shared/table.ts'

export interface InboxItem {
  readonly notificationId: string
  readonly userId: string
  readonly template: string
  readonly title: string
  readonly text: string
  readonly orderId?: string | undefined
  readonly createdAt: string
  readonly readAt?: string
  readonly version: number
}

/** A message put into the inbox by an earlier delivery of the same event. */
class AlreadyThere extends Error {}

const RETENTION_SECONDS = 365 * 86_400
/** Updates under way at a time when everything is marked as read. */
const BATCH = 25

const inboxKey = (userId: string, notificationId: string) => ({ pk: `USER#${userId}`, sk: `INBOX#${notificationId}` })

/** Once: a repetition changes nothing. */
export async function addToInbox(item: InboxItem, now: Date, also: readonly TransactItem[]): Promise<void> {
  const { userId, notificationId } = item
  try {
    await transact([
      {
        put: {
          Item: {
            ...inboxKey(userId, notificationId),
            gsi1pk: `UNREAD#${userId}`,
            gsi1sk: notificationId,
            ...item,
            expiresAt: Math.floor(now.getTime() / 1000) + RETENTION_SECONDS,
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
        onConditionFailed: () => new AlreadyThere(),
      },
      ...also,
    ])
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error
  }
}

/** Newest first. */
export const listInbox = (
  userId: string,
  unreadOnly: boolean,
  page: { limit: number; cursor?: string | undefined; bound: readonly unknown[] },
): Promise<Page<InboxItem>> =>
  queryPage<InboxItem>(
    unreadOnly
      ? {
          IndexName: 'gsi1',
          KeyConditionExpression: 'gsi1pk = :unread',
          ExpressionAttributeValues: { ':unread': `UNREAD#${userId}` },
          ScanIndexForward: false,
        }
      : {
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': `USER#${userId}`, ':prefix': 'INBOX#' },
          ScanIndexForward: false,
          ConsistentRead: true,
        },
    page,
  )

/** Everything in it, piece by piece. */
export const inboxOf = (userId: string, start: Start | undefined): Promise<Chunk<InboxItem>> =>
  queryChunk<InboxItem>(
    {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': `USER#${userId}`, ':prefix': 'INBOX#' },
      ConsistentRead: true,
    },
    start,
  )

/** Keys of the inbox and the preferences. */
export const itemsOfUser = (userId: string, start: Start | undefined): Promise<Chunk<Key>> =>
  queryChunk<Key>(
    {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `USER#${userId}` },
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
    },
    start,
  )

/**
 * The message, read. A second time changes nothing.
 * @throws {Problem} NOT_FOUND; VERSION_MISMATCH when `ifMatch` is not its version
 */
export async function markAsRead(
  userId: string,
  notificationId: string,
  ifMatch: number | undefined,
  now: Date,
): Promise<InboxItem> {
  try {
    const { Attributes } = await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: inboxKey(userId, notificationId),
        UpdateExpression: 'SET readAt = :now, #version = #version + :one REMOVE gsi1pk, gsi1sk',
        ConditionExpression: `attribute_exists(pk) AND attribute_not_exists(readAt)${ifMatch === undefined ? '' : ' AND #version = :seen'}`,
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: {
          ':now': now.toISOString(),
          ':one': 1,
          ...(ifMatch === undefined ? {} : { ':seen': ifMatch }),
        },
        ReturnValues: 'ALL_NEW',
      }),
    )
    return Attributes as InboxItem
  } catch (error) {
    if (!isConditionFailure(error)) throw error
    const known = await getItem<InboxItem>(inboxKey(userId, notificationId))
    if (!known) throw notFound('notification')
    if (ifMatch !== undefined && ifMatch !== known.version) {
      throw new Problem('VERSION_MISMATCH', `The notification is at version ${known.version} by now. Read it again.`)
    }
    return known
  }
}

/** Marks what is unread now; what comes in meanwhile may stay unread. */
export async function markAllAsRead(userId: string, now: Date): Promise<void> {
  const unread = await queryAll<{ gsi1sk: string }>({
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :unread',
    ExpressionAttributeValues: { ':unread': `UNREAD#${userId}` },
    ProjectionExpression: 'gsi1sk',
  })
  for (let start = 0; start < unread.length; start += BATCH) {
    await Promise.all(
      unread.slice(start, start + BATCH).map(({ gsi1sk }) => markAsRead(userId, gsi1sk, undefined, now)),
    )
  }
}
