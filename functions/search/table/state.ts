import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { getItem, isConditionFailure } from '../../shared/table.ts'
import { stateKey } from './keys.ts'

interface StateItem {
  /** Of the published index; absent before the first. */
  readonly version?: number
  /** Unix milliseconds of the request for a build that has not begun. */
  readonly requestedAt?: number
  /** Unix milliseconds of the last build's begin. */
  readonly begunAt?: number
  /** Milliseconds that the last finished build took. */
  readonly tookMs?: number
}

/** A request for a build that is older than this got lost on its way to the queue. */
const LOST_AFTER_MS = 20_000

/** Rises with each index. Undefined: none was published. */
export async function publishedVersion(): Promise<number | undefined> {
  // A reader that asks every second need not read consistently.
  return (await getItem<StateItem>(stateKey, { consistent: false }))?.version
}

/** The highest wins: the builder that was slower to say so has the older index. */
export async function publishVersion(version: number): Promise<void> {
  await updateWhere(
    'attribute_not_exists(#version) OR #version < :version',
    'SET #version = :version',
    { ':version': version },
    { '#version': 'version' },
  )
}

/** A build that follows another this soon waits, so that many changes share it: as long as the last one took. */
const GATHER_WITHIN_MS = 3000
const MOST_SECONDS = 4

/**
 * @returns seconds after which a build should begin: at once, or later when there was one just before.
 * Undefined when one is on its way that will see what was written before this call.
 */
export async function requestBuild(now: Date): Promise<number | undefined> {
  const before = await updateWhere(
    'attribute_not_exists(requestedAt) OR requestedAt < :lost',
    'SET requestedAt = :now',
    { ':now': now.getTime(), ':lost': now.getTime() - LOST_AFTER_MS },
  )
  if (!before) return undefined
  const { begunAt = 0, tookMs = 0 } = before
  if (now.getTime() - begunAt - tookMs >= GATHER_WITHIN_MS) return 0
  return Math.min(MOST_SECONDS, Math.max(1, Math.ceil(tookMs / 1000)))
}

/** Call it before reading changes: what is written from now on needs another build. */
export async function beginBuild(now: Date): Promise<void> {
  await dynamodb.send(
    new UpdateCommand({
      TableName: env.tableName,
      Key: stateKey,
      UpdateExpression: 'SET begunAt = :now REMOVE requestedAt',
      ExpressionAttributeValues: { ':now': now.getTime() },
    }),
  )
}

export async function finishBuild(tookMs: number): Promise<void> {
  await dynamodb.send(
    new UpdateCommand({
      TableName: env.tableName,
      Key: stateKey,
      UpdateExpression: 'SET tookMs = :took',
      ExpressionAttributeValues: { ':took': tookMs },
    }),
  )
}

/** @returns the item as it was; undefined when the condition does not hold */
async function updateWhere(
  condition: string,
  expression: string,
  values: Record<string, unknown>,
  names?: Record<string, string>,
): Promise<StateItem | undefined> {
  try {
    const { Attributes = {} } = await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: stateKey,
        UpdateExpression: expression,
        ConditionExpression: condition,
        ExpressionAttributeValues: values,
        ...(names ? { ExpressionAttributeNames: names } : {}),
        ReturnValues: 'ALL_OLD',
      }),
    )
    return Attributes as StateItem
  } catch (error) {
    if (isConditionFailure(error)) return undefined
    throw error
  }
}
