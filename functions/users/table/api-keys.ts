import { DeleteCommand } from '@aws-sdk/lib-dynamodb'
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
}

const apiKeyKey = (keyId: string) => ({ pk: `APIKEY#${keyId}`, sk: 'KEY' })

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
