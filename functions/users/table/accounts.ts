import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { notFound, Problem } from '../../shared/errors.ts'
import type { Role } from '../../shared/http/route.ts'
import { getItem, isConditionFailure, type Key, type TransactItem, transact } from '../../shared/table.ts'

export interface UserItem {
  readonly userId: string
  /** Normalized. */
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly phone?: string | undefined
  readonly locale: string
  readonly marketingConsent: boolean
  /** PHC string. */
  readonly passwordHash: string
  /** Rises when all sessions end at once: those of an earlier one are worth nothing. 0 when absent. */
  readonly sessionGeneration?: number
  /** Where the answer to the registration is kept for a day: it has the user in it. */
  readonly registeredIn?: Key | undefined
  readonly createdAt: string
  readonly version: number
}

export const userKey = (userId: string) => ({ pk: `USER#${userId}`, sk: 'PROFILE' })
export const emailKey = (email: string) => ({ pk: `EMAIL#${email}`, sk: 'ACCOUNT' })

/** Undefined for an account that has ended, too. */
export async function getUser(userId: string): Promise<UserItem | undefined> {
  const item = await getItem<UserItem>(userKey(userId))
  return item && 'email' in item ? item : undefined
}

/** The same two reads for an unknown address: how long it takes tells nothing. */
export async function findUserByEmail(email: string): Promise<UserItem | undefined> {
  const owner = await getItem<{ userId: string }>(emailKey(email))
  return getUser(owner?.userId ?? 'nobody')
}

/** @throws {Problem} EMAIL_TAKEN */
export const createUser = (user: UserItem, before: readonly TransactItem[], after: readonly TransactItem[]) =>
  transact([
    ...before,
    {
      put: { Item: { ...emailKey(user.email), userId: user.userId }, ConditionExpression: 'attribute_not_exists(pk)' },
      onConditionFailed: () =>
        new Problem('EMAIL_TAKEN', 'There is an account with this e-mail address. Log in, or use another address.'),
    },
    { put: { Item: { ...userKey(user.userId), ...user }, ConditionExpression: 'attribute_not_exists(pk)' } },
    ...after,
  ])

export interface ProfileChange {
  readonly name?: string | undefined
  /** `null` removes it. */
  readonly phone?: string | null | undefined
  readonly locale?: string | undefined
  readonly marketingConsent?: boolean | undefined
}

/** @throws {Problem} VERSION_MISMATCH when `ifMatch` is not the current version */
export function updateProfile(userId: string, change: ProfileChange, ifMatch: number | undefined): Promise<UserItem> {
  return updateUser(userId, { ...change }, ifMatch)
}

/** For seeding: whoever has the address becomes this. */
export const setRoleAndPassword = (userId: string, role: Role, passwordHash: string): Promise<UserItem> =>
  updateUser(userId, { role, passwordHash }, undefined)

async function updateUser(
  userId: string,
  change: Record<string, unknown>,
  ifMatch: number | undefined,
): Promise<UserItem> {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  const sets = given.filter(([, value]) => value !== null).map(([name]) => `#${name} = :${name}`)
  const removes = given.filter(([, value]) => value === null).map(([name]) => `#${name}`)
  try {
    const { Attributes } = await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: userKey(userId),
        UpdateExpression: [
          `SET ${[...sets, '#version = #version + :one'].join(', ')}`,
          ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
        ].join(' '),
        ConditionExpression: `attribute_exists(email)${ifMatch === undefined ? '' : ' AND #version = :ifMatch'}`,
        ExpressionAttributeNames: {
          '#version': 'version',
          ...Object.fromEntries(given.map(([name]) => [`#${name}`, name])),
        },
        ExpressionAttributeValues: {
          ':one': 1,
          ...(ifMatch === undefined ? {} : { ':ifMatch': ifMatch }),
          ...Object.fromEntries(
            given.filter(([, value]) => value !== null).map(([name, value]) => [`:${name}`, value]),
          ),
        },
        ReturnValues: 'ALL_NEW',
      }),
    )
    return Attributes as UserItem
  } catch (error) {
    if (!isConditionFailure(error)) throw error
    if (ifMatch === undefined) throw notFound('account')
    throw new Problem('VERSION_MISMATCH', 'The profile was changed since you read it. Read it again.')
  }
}
