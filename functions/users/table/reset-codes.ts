import { createHash } from 'node:crypto'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { Problem } from '../../shared/errors.ts'
import { getItem, isConditionFailure, type Key, queryAll, type TransactItem, transact } from '../../shared/table.ts'
import { hashResetCode, RESET_CODE_MINUTES, RESET_CODE_TRIES, RESET_REQUESTS_AN_HOUR } from '../domain/reset-code.ts'

interface RequestItem {
  readonly email: string
  readonly expiresAt: number
}

interface CounterItem {
  readonly requests: number
  readonly expiresAt: number
}

interface CodeItem {
  readonly codeHash: string
  readonly tries: number
  readonly expiresAt: number
}

const HOUR = 3600
const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
const requestKey = (requestId: string) => ({ pk: `RESET_REQUEST#${requestId}`, sk: 'REQUEST' })
/** By hash: addresses without an account are people's data too. */
const counterKey = (email: string) => ({
  pk: `RESET#${createHash('sha256').update(email).digest('base64url')}`,
  sk: 'REQUESTS',
})
const codeKey = (userId: string) => ({ pk: `USER#${userId}`, sk: 'RESET_CODE' })
const ownerKey = (codeHash: string) => ({ pk: `RESET_CODE#${codeHash}`, sk: 'OWNER' })

/** Another request for the same address came between. */
class Overtaken extends Error {}

/**
 * Writes down that somebody wants a code, with `also`. Looks at no account, so the answer and its time tell nothing of one.
 * @returns false when this address had its codes of the hour
 */
export async function requestResetCode(
  requestId: string,
  email: string,
  now: Date,
  also: readonly TransactItem[],
): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const found = await getItem<CounterItem>(counterKey(email))
    const known = found && found.expiresAt > seconds(now) ? found : undefined
    if (known && known.requests >= RESET_REQUESTS_AN_HOUR) return false
    const counter: CounterItem = {
      requests: (known?.requests ?? 0) + 1,
      expiresAt: known?.expiresAt ?? seconds(now) + HOUR,
    }
    try {
      await transact([
        {
          put: {
            Item: { ...counterKey(email), ...counter },
            ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now OR requests = :seen',
            ExpressionAttributeValues: { ':now': seconds(now), ':seen': known?.requests ?? 0 },
          },
          onConditionFailed: () => new Overtaken(),
        },
        {
          put: {
            Item: {
              ...requestKey(requestId),
              gsi1pk: counterKey(email).pk,
              gsi1sk: requestId,
              email,
              expiresAt: seconds(now) + HOUR,
            },
          },
        },
        ...also,
      ])
      return true
    } catch (error) {
      if (!(error instanceof Overtaken) || attempt > RESET_REQUESTS_AN_HOUR) throw error
    }
  }
}

/** Where the codes that an address asked for are counted, and the requests found by gsi1: its hash. */
export const resetPartition = (email: string): string => counterKey(email).pk

/** Keys of the requests and their counter. */
export async function resetRequestsOf(partition: string): Promise<Key[]> {
  const requests = await queryAll<Key>({
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :address',
    ExpressionAttributeValues: { ':address': partition },
    ProjectionExpression: 'pk, sk',
  })
  return [...requests, { pk: partition, sk: 'REQUESTS' }]
}

/** The address that a code was asked for; undefined when that is too long ago. */
export async function getResetRequest(requestId: string, now: Date): Promise<{ email: string } | undefined> {
  const item = await getItem<RequestItem>(requestKey(requestId))
  return item && item.expiresAt > seconds(now) ? item : undefined
}

/** Stores a user's code by hash; the one before is worth nothing from now on. */
export async function putResetCode(userId: string, code: string, now: Date): Promise<void> {
  const codeHash = hashResetCode(code)
  const expiresAt = seconds(now) + RESET_CODE_MINUTES * 60
  await transact([
    {
      put: { Item: { ...codeKey(userId), codeHash, tries: 0, expiresAt } satisfies CodeItem & Record<string, unknown> },
    },
    { put: { Item: { ...ownerKey(codeHash), userId, expiresAt } } },
  ])
}

/** Counts a try at a user's code before anybody looks at it. False when there is none or it had its tries. */
export async function countResetTry(userId: string, now: Date): Promise<boolean> {
  try {
    await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: codeKey(userId),
        UpdateExpression: 'ADD tries :one',
        ConditionExpression: 'attribute_exists(pk) AND expiresAt > :now AND tries < :most',
        ExpressionAttributeValues: { ':one': 1, ':now': seconds(now), ':most': RESET_CODE_TRIES },
      }),
    )
    return true
  } catch (error) {
    if (isConditionFailure(error)) return false
    throw error
  }
}

/** Whose code it is, used or not. */
export const findResetCodeOwner = async (code: string): Promise<string | undefined> =>
  (await getItem<{ userId: string }>(ownerKey(hashResetCode(code))))?.userId

/** The writes that use a code up. Their condition fails for one that was used, replaced, tried too often, or is too old. */
export const useResetCode = (userId: string, code: string, now: Date): TransactItem[] => [
  {
    delete: {
      Key: codeKey(userId),
      ConditionExpression: 'codeHash = :hash AND expiresAt > :now AND tries <= :most',
      ExpressionAttributeValues: {
        ':hash': hashResetCode(code),
        ':now': seconds(now),
        ':most': RESET_CODE_TRIES,
      },
    },
    onConditionFailed: invalidCode,
  },
  { delete: { Key: ownerKey(hashResetCode(code)) } },
]

export const invalidCode = (): Problem =>
  new Problem('INVALID_CODE', 'The code is wrong, was used, or has expired. Ask for a new one.')
