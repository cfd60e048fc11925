import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { getItem, isConditionFailure, type TransactItem } from '../../shared/table.ts'
import { rebuildKey } from './keys.ts'

export interface Rebuild {
  readonly id: string
  /** `reading`: asking the catalog for every product. `building`: making the index. */
  readonly status: 'reading' | 'building' | 'done'
  /** Products read so far. */
  readonly products: number
  readonly startedAt: string
  readonly finishedAt?: string
}

export const getRebuild = (): Promise<Rebuild | undefined> => getItem<Rebuild>(rebuildKey)

/** Takes the place of an earlier one, which then stops. */
export const rebuildWrite = (rebuild: Rebuild): TransactItem => ({ put: { Item: { ...rebuildKey, ...rebuild } } })

/** @returns false when another rebuild took its place. */
export async function updateRebuild(rebuild: Rebuild): Promise<boolean> {
  try {
    await dynamodb.send(
      new PutCommand({
        TableName: env.tableName,
        Item: { ...rebuildKey, ...rebuild },
        ConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': rebuild.id },
      }),
    )
    return true
  } catch (error) {
    if (isConditionFailure(error)) return false
    throw error
  }
}
