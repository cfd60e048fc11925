import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { notFound } from '../../shared/errors.ts'
import type { Scope } from '../../shared/http/route.ts'
import { getItem, isConditionFailure, type Page, queryPage, type TransactItem, transact } from '../../shared/table.ts'

export interface ApiKeyItem {
  readonly keyId: string
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Of the whole key. */
  readonly keyHash: string
  readonly createdAt: string
  /** Who made it. */
  readonly createdBy: string
  /** ISO 8601. Checked at each use; not DynamoDB's TTL, so that an ended key stays in the list. */
  readonly validUntil?: string | undefined
  /** ISO 8601, to about a minute. */
  readonly lastUsedAt?: string
}

const apiKeyKey = (keyId: string) => ({ pk: `APIKEY#${keyId}`, sk: 'KEY' })
const minuteKey = (keyId: string, minute: number) => ({ pk: `APIKEY#${keyId}`, sk: `MINUTE#${minute}` })

/** How long a noted use is good enough, in milliseconds: a busy key costs one write in this time. */
const USE_MS = 60_000
/** Seconds that a minute's count is kept. */
const COUNT_SECONDS = 300

export const getApiKey = (keyId: string): Promise<ApiKeyItem | undefined> => getItem<ApiKeyItem>(apiKeyKey(keyId))

export const createApiKeyItem = (item: ApiKeyItem, before: readonly TransactItem[]): Promise<void> =>
  transact([
    ...before,
    {
      put: {
        Item: { ...apiKeyKey(item.keyId), gsi1pk: 'APIKEYS', gsi1sk: item.keyId, ...item },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  ])

/** Newest first. */
export const listApiKeyItems = (page: {
  limit: number
  cursor?: string | undefined
  bound: readonly unknown[]
}): Promise<Page<ApiKeyItem>> =>
  queryPage<ApiKeyItem>(
    {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :all',
      ExpressionAttributeValues: { ':all': 'APIKEYS' },
      ScanIndexForward: false,
    },
    page,
  )

/** @throws {Problem} NOT_FOUND */
export async function deleteApiKeyItem(keyId: string): Promise<void> {
  try {
    await dynamodb.send(
      new DeleteCommand({
        TableName: env.tableName,
        Key: apiKeyKey(keyId),
        ConditionExpression: 'attribute_exists(pk)',
      }),
    )
  } catch (error) {
    throw isConditionFailure(error) ? notFound('API key') : error
  }
}

/** Notes that the key was used, at most once a minute however many ask at once. */
export async function noteApiKeyUse({ keyId, lastUsedAt }: ApiKeyItem, now: Date): Promise<void> {
  const aMinuteAgo = new Date(now.getTime() - USE_MS).toISOString()
  if (lastUsedAt !== undefined && lastUsedAt > aMinuteAgo) return
  try {
    await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: apiKeyKey(keyId),
        UpdateExpression: 'SET lastUsedAt = :now',
        ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(lastUsedAt) OR lastUsedAt <= :ago)',
        ExpressionAttributeValues: { ':now': now.toISOString(), ':ago': aMinuteAgo },
      }),
    )
  } catch (error) {
    if (!isConditionFailure(error)) throw error
  }
}

/** Takes `count` requests out of a key's minute. False when that would be more than `limit`. */
export async function takeApiKeyRequests(
  keyId: string,
  minute: number,
  count: number,
  limit: number,
): Promise<boolean> {
  try {
    await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: minuteKey(keyId, minute),
        UpdateExpression: 'SET expiresAt = :until ADD used :count',
        ConditionExpression: 'attribute_not_exists(used) OR used <= :room',
        ExpressionAttributeValues: { ':count': count, ':room': limit - count, ':until': minute * 60 + COUNT_SECONDS },
      }),
    )
    return true
  } catch (error) {
    if (isConditionFailure(error)) return false
    throw error
  }
}
