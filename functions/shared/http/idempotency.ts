/** Idempotency-Key: the record of the first answer is written in the same transaction as its effect. */
import { createHash } from 'node:crypto'
import { Problem } from '../errors.ts'
import { type Chunk, getItem, type Key, queryChunk, type Start, type TransactItem } from '../table.ts'
import type { Caller } from './caller.ts'
import type { HttpEvent, HttpResult } from './endpoint.ts'
import type { Route } from './route.ts'

const RETENTION_SECONDS = 24 * 3600

interface RecordItem {
  readonly pk: string
  readonly sk: string
  readonly bodyHash: string
  readonly status: number
  /** As text: a map read from DynamoDB has its keys in another order. */
  readonly body: string
  readonly headers?: Record<string, string>
  readonly expiresAt: number
}

export interface Idempotency {
  /** Hash of caller, route and key: a stable id for everything that this request creates outside the own table. */
  readonly id: string
  /** Where the answer is kept: for whoever has to find it again without the request. */
  readonly recordKey: Key
  /** The first answer, when this is a repetition. */
  readonly replay: RecordItem | undefined
  /**
   * The answer of another request with the key that was done since this one began.
   * @throws {Problem} IDEMPOTENCY_KEY_REUSED when it was another request
   */
  doneMeanwhile(): Promise<RecordItem | undefined>
  /**
   * The write that remembers the answer. Its condition fails when another request with the key was first;
   * `transact` then throws IDEMPOTENCY_IN_PROGRESS and the client's repetition gets the first answer.
   */
  record(answer: { status: number; body: object; headers?: Record<string, string> }): TransactItem
}

/** @throws {Problem} 400 when required and missing, 422 when the key was used with another body. */
export async function idempotencyOf(
  route: Route,
  event: HttpEvent,
  caller: Caller,
  now: Date,
): Promise<Idempotency | undefined> {
  if (!route.idempotency) return undefined
  const key = event.headers['idempotency-key']
  if (key === undefined || key === '') {
    if (route.idempotency === 'optional') return undefined
    throw new Problem(
      'IDEMPOTENCY_KEY_REQUIRED',
      'Send an Idempotency-Key header (a UUID does): a repeated request is then done once.',
    )
  }
  if (key.length > 255) throw new Problem('VALIDATION_FAILED', 'The Idempotency-Key is longer than 255 characters.')
  const whose = whoseKey(caller, event)
  const id = hash([whose, route.method, route.path, key])
  // With the key in it, which is stored nowhere: a bare hash of a body with a password could be guessed from.
  const bodyHash = hash([key, event.pathParameters ?? {}, event.queryStringParameters ?? {}, event.body ?? ''])
  const itemKey = { pk: partitionOf(whose), sk: id }
  const nowSeconds = Math.floor(now.getTime() / 1000)
  const find = async (): Promise<RecordItem | undefined> => {
    const found = await getItem<RecordItem>(itemKey)
    if (!found || found.expiresAt <= nowSeconds) return undefined
    if (found.bodyHash === bodyHash) return found
    throw new Problem(
      'IDEMPOTENCY_KEY_REUSED',
      'This Idempotency-Key was used with another body. Use a new key for a new request.',
    )
  }
  return {
    id,
    recordKey: itemKey,
    replay: await find(),
    doneMeanwhile: find,
    record: (answer) => ({
      put: {
        Item: {
          ...itemKey,
          ...answer,
          body: JSON.stringify(answer.body),
          bodyHash,
          expiresAt: nowSeconds + RETENTION_SECONDS,
        } satisfies RecordItem,
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': nowSeconds },
      },
      onConditionFailed: () =>
        new Problem(
          'IDEMPOTENCY_IN_PROGRESS',
          'A request with this Idempotency-Key was just done. Repeat it to get its answer.',
          {
            headers: { 'retry-after': '1' },
          },
        ),
    }),
  }
}

export const replayedHeader = { 'idempotent-replayed': 'true' } as const

export function replayed(record: RecordItem): HttpResult {
  return {
    statusCode: record.status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...record.headers, ...replayedHeader },
    body: record.body,
  }
}

function whoseKey(caller: Caller, event: HttpEvent): string {
  if (caller.kind === 'user') return userPrefix(caller.userId)
  if (caller.kind === 'service') return `key:${caller.keyId}`
  return `guest:${event.headers['x-cart-token'] ?? event.requestContext.http.sourceIp}`
}

const userPrefix = (userId: string) => `user:${userId}`

/** One partition a caller, so that a person's kept answers can be found. Hashed: a guest is known by address or cart token. */
const partitionOf = (whose: string) => `IDEMPOTENCY#${hash(whose)}`

/** The answers that are kept for a user in the own table. */
export const keptAnswersOf = (userId: string, start: Start | undefined): Promise<Chunk<Key>> =>
  queryChunk<Key>(
    {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partitionOf(userPrefix(userId)) },
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
    },
    start,
  )

const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('base64url')
