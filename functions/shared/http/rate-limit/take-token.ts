/** Buckets in the service's own table: a request costs one conditional update, one of an empty bucket mostly nothing. */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../clients/dynamodb.ts'
import { env } from '../../env.ts'
import { isConditionFailure } from '../../table.ts'
import type { RateLimit } from '../route.ts'
import { intervalOf, lastChance, secondsToWait } from './bucket.ts'

/** Seconds that a full bucket is kept: a missing one is as good. */
const KEPT_SECONDS = 60
const MAX_ATTEMPTS = 6

/**
 * When buckets will be full again, as this execution environment saw last. It only ever gets later, so a bucket that
 * was seen empty for longer than now is empty: who hammers on is refused without a call.
 */
const seen = new Map<string, number>()
const MOST_SEEN = 2000

/**
 * Takes one token out of a bucket; exact however many ask at once.
 * @param now epoch milliseconds
 * @returns whole seconds until there is a token, or 0 when it was taken
 */
export async function takeToken(bucket: string, limit: RateLimit, now: number): Promise<number> {
  let fullAt = seen.get(bucket) ?? 0
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const wait = secondsToWait(fullAt, limit, now)
    if (wait > 0) return wait
    const answer = await tryToTake(bucket, fullAt <= now, limit, now)
    fullAt = answer.fullAt
    remember(bucket, fullAt)
    if (answer.taken) return 0
  }
  return 1
}

/** As for a full bucket, or as for one that is being refilled; what it really is comes back when that was wrong. */
async function tryToTake(bucket: string, asFull: boolean, limit: RateLimit, now: number) {
  const interval = intervalOf(limit)
  try {
    const { Attributes } = await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: { pk: bucket, sk: 'BUCKET' },
        UpdateExpression: `SET expiresAt = :expiresAt, fullAt = ${asFull ? ':next' : 'fullAt + :interval'}`,
        ConditionExpression: asFull
          ? 'attribute_not_exists(fullAt) OR fullAt <= :now'
          : 'fullAt > :now AND fullAt <= :last',
        ExpressionAttributeValues: {
          ':now': now,
          ':expiresAt': Math.ceil(now / 1000) + limit.seconds + KEPT_SECONDS,
          ...(asFull ? { ':next': now + interval } : { ':interval': interval, ':last': lastChance(limit, now) }),
        },
        ReturnValues: 'UPDATED_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    )
    return { taken: true, fullAt: Number(Attributes?.fullAt) }
  } catch (error) {
    if (!isConditionFailure(error)) throw error
    // As it came over the wire: the document client translates answers, not errors.
    const { Item } = error as { Item?: { fullAt?: { N?: string } } }
    return { taken: false, fullAt: Number(Item?.fullAt?.N ?? 0) }
  }
}

/** Answers overtake each other: an earlier one tells nothing new. */
function remember(bucket: string, fullAt: number): void {
  const latest = Math.max(fullAt, seen.get(bucket) ?? 0)
  seen.delete(bucket)
  seen.set(bucket, latest)
  if (seen.size > MOST_SEEN) seen.delete(seen.keys().next().value!)
}
