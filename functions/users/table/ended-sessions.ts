import { queryAll, type TransactItem } from '../../shared/table.ts'
import { ACCESS_TOKEN_SECONDS } from '../domain/access-token.ts'
import type { EndedSessions } from '../domain/ended-session.ts'

const ENDED = 'ENDED_SESSIONS'
/** Clocks differ, and a refresh that was under way may sign one more token. */
const MARGIN_SECONDS = 60

/** The write that has the authorizer refuse access tokens that would be good for some minutes more. */
export const putEndedSessions = (ended: EndedSessions, now: Date): TransactItem => ({
  put: {
    Item: {
      pk: ENDED,
      sk: `${now.toISOString()}#${ended.userId}`,
      ...ended,
      expiresAt: Math.floor(now.getTime() / 1000) + ACCESS_TOKEN_SECONDS + MARGIN_SECONDS,
    },
  },
})

/** Those whose access tokens may not have expired by themselves yet. */
export const listEndedSessions = (now: Date): Promise<EndedSessions[]> =>
  queryAll<EndedSessions>({
    KeyConditionExpression: 'pk = :ended AND sk > :since',
    ExpressionAttributeValues: {
      ':ended': ENDED,
      ':since': new Date(now.getTime() - (ACCESS_TOKEN_SECONDS + MARGIN_SECONDS) * 1000).toISOString(),
    },
    ProjectionExpression: 'userId, generation, keptSessionId',
    ConsistentRead: true,
  })
