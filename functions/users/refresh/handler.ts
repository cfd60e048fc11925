import { endpoint } from '../../shared/http/endpoint.ts'
import { logger } from '../../shared/observability/logger.ts'
import { parseRefreshToken } from '../domain/refresh-token.ts'
import { getUser, revokeSession, rotateSession } from '../table.ts'
import { newTurnSecret, tokensFor, unauthorized } from '../tokens.ts'
import { refresh } from './route.ts'

const invalid = () => unauthorized('INVALID_TOKEN', 'The refresh token is not valid or has expired. Log in again.')

export const handler = endpoint(refresh, async ({ body }, deps) => {
  const token = parseRefreshToken(body.refreshToken)
  if (!token) throw invalid()
  const turnSecret = newTurnSecret()
  const rotation = await rotateSession(token, turnSecret, deps.now)
  if (rotation.outcome === 'reused') {
    // A thief and the owner cannot be told apart: both have to log in again.
    logger.warn('a refresh token was used twice: its session ends', { sessionId: token.sessionId })
    await revokeSession(token.sessionId, deps.now)
  }
  const user = rotation.outcome === 'rotated' ? await getUser(rotation.userId) : undefined
  if (!user || rotation.outcome !== 'rotated') throw invalid()
  if (rotation.generation !== (user.sessionGeneration ?? 0)) {
    // All sessions of that time ended, as with a new password.
    await revokeSession(token.sessionId, deps.now)
    throw invalid()
  }
  return tokensFor(user, { ...token, turnSecret }, deps)
})
