/** What is in a certain state at the moment, in an index spread over partitions: one takes a thousand write units a second. */
import { queryFirst } from './table.ts'

const SHARDS = 4

/** The partition of an item; the last character of a ULID is random. */
export const shardOf = (name: string, id: string): string => `${name}#${id.charCodeAt(id.length - 1) % SHARDS}`

/** All partitions. */
export const shardsOf = (name: string): string[] => Array.from({ length: SHARDS }, (_, shard) => `${name}#${shard}`)

/** Of gsi1, sorted by a time in ISO 8601: what was due before `now`, oldest first, at most `limit`. */
export async function listDue<Item>(name: string, now: Date, limit: number): Promise<Item[]> {
  const ofShard = (partition: string) =>
    queryFirst<Item & { gsi1sk: string }>(
      {
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :partition AND gsi1sk < :now',
        ExpressionAttributeValues: { ':partition': partition, ':now': now.toISOString() },
      },
      limit,
    )
  // In the bare one lies what was open before it was spread.
  const due = (await Promise.all([name, ...shardsOf(name)].map(ofShard))).flat()
  return due.sort((a, b) => (a.gsi1sk < b.gsi1sk ? -1 : 1)).slice(0, limit)
}
