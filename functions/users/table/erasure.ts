import { notFound, Problem } from '../../shared/errors.ts'
import {
  type Chunk,
  ConditionFailed,
  deleteItem,
  getItem,
  type Key,
  queryAll,
  queryChunk,
  type Start,
  type TransactItem,
  transact,
} from '../../shared/table.ts'
import { emailKey, type UserItem, userKey } from './accounts.ts'
import { putEndedSessions } from './ended-sessions.ts'
import { forgetLoginFailures } from './login-failures.ts'
import { resetPartition, resetRequestsOf } from './reset-codes.ts'
import { type SessionItem, sessionsPartition } from './sessions.ts'

/** What is left of an account that has ended: that there was one, and how far its erasure is. */
interface EndedAccount {
  readonly userId: string
  readonly createdAt: string
  readonly erasureId: string
  readonly endedAt: string
  readonly erasedAt?: string
  /** Until it is erased: where the kept answer to the registration is. */
  readonly registeredIn?: Key | undefined
  /** Until it is erased: where the codes for its address were asked for, by hash. */
  readonly resetsIn?: string
  readonly version: number
}

const ATTEMPTS = 5

/**
 * Ends the account at once: who logs in finds nobody, the address is free, and what is left has no personal data.
 * With `also` in one transaction; nothing happens when it ended before.
 * @throws {Problem} VERSION_MISMATCH, NOT_FOUND, CONFLICT
 */
export async function endAccount(
  userId: string,
  erasureId: string,
  ifMatch: number | undefined,
  now: Date,
  also: readonly TransactItem[],
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const user = await getItem<UserItem & Partial<EndedAccount>>(userKey(userId))
    if (!user) throw notFound('account')
    if (user.erasureId !== undefined) return
    if (ifMatch !== undefined && ifMatch !== user.version) {
      throw new Problem('VERSION_MISMATCH', 'The profile was changed since you read it. Read it again.')
    }
    const ended: EndedAccount = {
      userId,
      createdAt: user.createdAt,
      erasureId,
      endedAt: now.toISOString(),
      registeredIn: user.registeredIn,
      resetsIn: resetPartition(user.email),
      version: user.version + 1,
    }
    try {
      await transact([
        {
          put: {
            Item: { ...userKey(userId), ...ended },
            ConditionExpression: 'version = :seen AND passwordHash = :hash',
            ExpressionAttributeValues: { ':seen': user.version, ':hash': user.passwordHash },
          },
        },
        { delete: { Key: emailKey(user.email) } },
        forgetLoginFailures(user.email),
        putEndedSessions({ userId, generation: (user.sessionGeneration ?? 0) + 1 }, now),
        ...also,
      ])
      return
    } catch (error) {
      if (!(error instanceof ConditionFailed) || attempt === ATTEMPTS) throw error
    }
  }
}

/** Whatever else is kept under the user: addresses and the book of them. */
export async function belongingsOf(userId: string, start: Start | undefined): Promise<Chunk<Key>> {
  const { pk, sk: account } = userKey(userId)
  const { items, next } = await queryChunk<Key>(
    {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
    },
    start,
  )
  return { items: items.filter(({ sk }) => sk !== account), next }
}

export const sessionsOf = (userId: string, start: Start | undefined): Promise<Chunk<Key>> =>
  queryChunk<Key>({ ...bySessions(userId), ProjectionExpression: 'pk, sk' }, start)

/** For the export: a session ends after a month without use. */
export const listAllSessions = (userId: string): Promise<SessionItem[]> => queryAll<SessionItem>(bySessions(userId))

const bySessions = (userId: string) => ({
  IndexName: 'gsi1',
  KeyConditionExpression: 'gsi1pk = :sessions',
  ExpressionAttributeValues: { ':sessions': sessionsPartition(userId) },
})

/** Says that nothing is left, with `also` in one transaction. Nothing happens when it said so before. */
export async function closeErasure(userId: string, now: Date, also: readonly TransactItem[]): Promise<void> {
  const ended = await getItem<EndedAccount>(userKey(userId))
  if (!ended || ended.erasedAt !== undefined) return
  const requests = ended.resetsIn ? await resetRequestsOf(ended.resetsIn) : []
  await Promise.all([...requests, ...(ended.registeredIn ? [ended.registeredIn] : [])].map(deleteItem))
  await transact([
    {
      update: {
        Key: userKey(userId),
        UpdateExpression: 'SET erasedAt = :now REMOVE registeredIn, resetsIn',
        ConditionExpression: 'attribute_exists(erasureId) AND attribute_not_exists(erasedAt)',
        ExpressionAttributeValues: { ':now': now.toISOString() },
      },
    },
    ...also,
  ])
}
