import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { isConditionFailure, type Key, queryAll, queryFirst } from '../../shared/table.ts'
import { changeKey, changesOf, shards } from './keys.ts'

/** A product whose listing is newer than the index. */
export interface Change {
  readonly productId: string
  /** Another one each time the product is marked. */
  readonly mark: string
}

type ChangeItem = Key & { readonly mark: string }

/** Writes under way at a time. */
const WIDTH = 16

/** Call it after the listings are written: the builder reads them when it sees the mark. */
export const markChanged = (productIds: readonly string[], mark: string): Promise<void> =>
  inParallel(productIds, async (productId) => {
    await dynamodb.send(new PutCommand({ TableName: env.tableName, Item: { ...changeKey(productId), mark } }))
  })

const changesIn = (shard: number) => ({
  KeyConditionExpression: 'pk = :pk',
  ExpressionAttributeValues: { ':pk': changesOf(shard) },
  ConsistentRead: true,
})

export async function getChanges(): Promise<Change[]> {
  const items = await Promise.all(shards.map((shard) => queryAll<ChangeItem>(changesIn(shard))))
  return items.flat().map(({ sk, mark }) => ({ productId: sk, mark }))
}

export async function hasChanges(): Promise<boolean> {
  const items = await Promise.all(shards.map((shard) => queryFirst<ChangeItem>(changesIn(shard), 1)))
  return items.flat().length > 0
}

/** They are in the published index. One that was marked again meanwhile stays. */
export const settleChanges = (changes: readonly Change[]): Promise<void> =>
  inParallel(changes, async ({ productId, mark }) => {
    try {
      await dynamodb.send(
        new DeleteCommand({
          TableName: env.tableName,
          Key: changeKey(productId),
          ConditionExpression: 'mark = :mark',
          ExpressionAttributeValues: { ':mark': mark },
        }),
      )
    } catch (error) {
      if (!isConditionFailure(error)) throw error
    }
  })

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const lane = async () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(WIDTH, items.length) }, lane))
}
