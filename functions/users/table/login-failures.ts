import { createHash } from 'node:crypto'
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { getItem, isConditionFailure, type TransactItem } from '../../shared/table.ts'
import { delayAfter, type LoginFailures, MEMORY_SECONDS } from '../domain/login-failures.ts'

interface FailuresItem extends LoginFailures {
  readonly expiresAt: number
}

/** By hash: addresses without an account are people's data too. */
const failuresKey = (email: string) => ({
  pk: `LOGIN#${createHash('sha256').update(email).digest('base64url')}`,
  sk: 'FAILURES',
})

export async function getLoginFailures(email: string, nowSeconds: number): Promise<LoginFailures | undefined> {
  const item = await getItem<FailuresItem>(failuresKey(email))
  return item && item.expiresAt > nowSeconds ? item : undefined
}

/** Counts one more, exactly, however many come at once. */
export async function countLoginFailure(email: string, nowSeconds: number): Promise<LoginFailures> {
  const failures = await increment(email, nowSeconds)
  const delay = delayAfter(failures)
  if (delay === 0) return { failures }
  const blockedUntil = nowSeconds + delay
  await ignoreCondition(
    dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: failuresKey(email),
        UpdateExpression: 'SET blockedUntil = :until',
        ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(blockedUntil) OR blockedUntil < :until)',
        ExpressionAttributeValues: { ':until': blockedUntil },
      }),
    ),
  )
  return { failures, blockedUntil }
}

/** Forgets the failures after a success. False when others failed meanwhile so often that it must wait too. */
export async function clearLoginFailures(email: string, nowSeconds: number): Promise<boolean> {
  return ignoreCondition(
    dynamodb.send(
      new DeleteCommand({
        TableName: env.tableName,
        Key: failuresKey(email),
        ConditionExpression: 'attribute_not_exists(blockedUntil) OR blockedUntil <= :now',
        ExpressionAttributeValues: { ':now': nowSeconds },
      }),
    ),
  )
}

/** The same as a write of a transaction, whatever there is. */
export const forgetLoginFailures = (email: string): TransactItem => ({ delete: { Key: failuresKey(email) } })

async function increment(email: string, nowSeconds: number): Promise<number> {
  const expiresAt = nowSeconds + MEMORY_SECONDS
  for (;;) {
    try {
      const { Attributes } = await dynamodb.send(
        new UpdateCommand({
          TableName: env.tableName,
          Key: failuresKey(email),
          UpdateExpression: 'SET expiresAt = :expiresAt ADD failures :one',
          // An expired item that TTL has not deleted yet is as good as none.
          ConditionExpression: 'attribute_not_exists(pk) OR expiresAt > :now',
          ExpressionAttributeValues: { ':expiresAt': expiresAt, ':one': 1, ':now': nowSeconds },
          ReturnValues: 'ALL_NEW',
        }),
      )
      return (Attributes as FailuresItem).failures
    } catch (error) {
      if (!isConditionFailure(error)) throw error
    }
    const item = { ...failuresKey(email), failures: 1, expiresAt }
    const started = await ignoreCondition(
      dynamodb.send(
        new PutCommand({
          TableName: env.tableName,
          Item: item,
          ConditionExpression: 'expiresAt <= :now',
          ExpressionAttributeValues: { ':now': nowSeconds },
        }),
      ),
    )
    if (started) return 1
  }
}

/** False when the write was refused by its condition. */
async function ignoreCondition(write: Promise<unknown>): Promise<boolean> {
  try {
    await write
    return true
  } catch (error) {
    if (isConditionFailure(error)) return false
    throw error
  }
}
