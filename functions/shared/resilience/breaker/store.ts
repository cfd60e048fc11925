/** What execution environments know of a dependency together: an item of the service's own table. */
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../clients/dynamodb.ts'
import { env } from '../../env.ts'
import { getItem, isConditionFailure } from '../../table.ts'
import { breakerKey } from './dependencies.ts'
import type { BreakerState } from './state.ts'

interface BreakerItem extends BreakerState {
  readonly version: number
}

/** An hour without a change: whoever asks then finds it closed. */
const KEPT_SECONDS = 3600
const MAX_ATTEMPTS = 4

const keyOf = (dependency: string) => ({ pk: breakerKey(dependency), sk: 'BREAKER' })

export const readBreaker = (dependency: string): Promise<BreakerState | undefined> =>
  getItem<BreakerItem>(keyOf(dependency), { consistent: false })

export interface BreakerChange {
  readonly before: BreakerState | undefined
  readonly after: BreakerState | undefined
  /** False where there was nothing to change, or others kept changing it: then `after` is as they left it. */
  readonly changed: boolean
}

/** Reads it, decides, and writes it unless somebody else did meanwhile: then anew. */
export async function changeBreaker(
  dependency: string,
  now: number,
  decide: (state: BreakerState | undefined) => BreakerState | undefined,
): Promise<BreakerChange> {
  for (let attempt = 1; ; attempt++) {
    const before = await getItem<BreakerItem>(keyOf(dependency))
    const after = decide(before)
    if (!after) return { before, after: before, changed: false }
    try {
      await write(dependency, after, before?.version, now)
      return { before, after, changed: true }
    } catch (error) {
      if (!isConditionFailure(error)) throw error
      if (attempt === MAX_ATTEMPTS) return { before, after: before, changed: false }
    }
  }
}

async function write(dependency: string, state: BreakerState, seen: number | undefined, now: number): Promise<void> {
  await dynamodb.send(
    new PutCommand({
      TableName: env.tableName,
      Item: {
        ...keyOf(dependency),
        ...state,
        version: (seen ?? 0) + 1,
        expiresAt: Math.ceil(now / 1000) + KEPT_SECONDS,
      },
      ...(seen === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: '#version = :seen',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':seen': seen },
          }),
    }),
  )
}
