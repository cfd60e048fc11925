import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { parseRefreshToken } from '../domain/refresh-token.ts'
import { revokeSession } from '../table.ts'
import { logout } from './route.ts'

export const handler = endpoint(logout, async ({ caller, body }, deps) => {
  const { userId, sessionId } = userOf(caller)
  const named = body.refreshToken === undefined ? undefined : parseRefreshToken(body.refreshToken)?.sessionId
  const sessions = new Set([sessionId, named ?? sessionId])
  await Promise.all([...sessions].map((session) => revokeSession(session, deps.now, userId)))
  return undefined
})
