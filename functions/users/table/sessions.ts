import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { getItem, isConditionFailure } from '../../shared/table.ts'
import { hashSecret, type RefreshToken, SESSION_SECONDS } from '../domain/refresh-token.ts'

export interface SessionItem {
  readonly sessionId: string
  readonly userId: string
  readonly familyHash: string
  readonly turnHash: string
  /** The user's `sessionGeneration` when it began, or when it ended all the others. 0 when absent. */
  readonly generation?: number
  readonly createdAt: string
  readonly revokedAt?: string
  readonly expiresAt: number
}

export const sessionKey = (sessionId: string) => ({ pk: `SESSION#${sessionId}`, sk: 'SESSION' })
export const sessionsPartition = (userId: string) => `SESSIONS#${userId}`
const seconds = (at: Date) => Math.floor(at.getTime() / 1000)

export async function createSession(
  token: RefreshToken,
  user: { userId: string; sessionGeneration?: number },
  now: Date,
): Promise<void> {
  const item: SessionItem = {
    sessionId: token.sessionId,
    userId: user.userId,
    generation: user.sessionGeneration ?? 0,
    familyHash: hashSecret(token.familySecret),
    turnHash: hashSecret(token.turnSecret),
    createdAt: now.toISOString(),
    expiresAt: seconds(now) + SESSION_SECONDS,
  }
  const index = { gsi1pk: sessionsPartition(user.userId), gsi1sk: token.sessionId }
  await dynamodb.send(
    new PutCommand({ TableName: env.tableName, Item: { ...sessionKey(token.sessionId), ...index, ...item } }),
  )
}

export type Rotation =
  | { readonly outcome: 'rotated'; readonly userId: string; readonly generation: number }
  /** A token that was used before: somebody has a copy. */
  | { readonly outcome: 'reused' }
  | { readonly outcome: 'invalid' }

/** Exchanges the turn secret, once: of two at the same time, one is a reuse. */
export async function rotateSession(token: RefreshToken, nextTurnSecret: string, now: Date): Promise<Rotation> {
  try {
    const { Attributes } = await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: sessionKey(token.sessionId),
        UpdateExpression: 'SET turnHash = :next, expiresAt = :until',
        ConditionExpression:
          'familyHash = :family AND turnHash = :turn AND attribute_not_exists(revokedAt) AND expiresAt > :now',
        ExpressionAttributeValues: {
          ':family': hashSecret(token.familySecret),
          ':turn': hashSecret(token.turnSecret),
          ':next': hashSecret(nextTurnSecret),
          ':until': seconds(now) + SESSION_SECONDS,
          ':now': seconds(now),
        },
        ReturnValues: 'ALL_NEW',
      }),
    )
    const { userId, generation = 0 } = Attributes as SessionItem
    return { outcome: 'rotated', userId, generation }
  } catch (error) {
    if (!isConditionFailure(error)) throw error
    const session = await getItem<SessionItem>(sessionKey(token.sessionId))
    const ofFamily = session?.familyHash === hashSecret(token.familySecret)
    return { outcome: ofFamily && session.turnHash !== hashSecret(token.turnSecret) ? 'reused' : 'invalid' }
  }
}

/** The session while its refresh token is worth something, else undefined. */
export async function getLiveSession(sessionId: string, userId: string, now: Date): Promise<SessionItem | undefined> {
  const session = await getItem<SessionItem>(sessionKey(sessionId))
  const isLive = session?.userId === userId && session.revokedAt === undefined && session.expiresAt > seconds(now)
  return isLive ? session : undefined
}

/** Its refresh token is worth nothing from now on. Does nothing when it is not that user's, or gone. */
export async function revokeSession(sessionId: string, now: Date, userId?: string): Promise<void> {
  try {
    await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: sessionKey(sessionId),
        UpdateExpression: 'SET revokedAt = if_not_exists(revokedAt, :now)',
        ConditionExpression: userId === undefined ? 'attribute_exists(pk)' : 'userId = :userId',
        ExpressionAttributeValues: {
          ':now': now.toISOString(),
          ...(userId === undefined ? {} : { ':userId': userId }),
        },
      }),
    )
  } catch (error) {
    if (!isConditionFailure(error)) throw error
  }
}
