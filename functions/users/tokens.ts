import { randomBytes } from 'node:crypto'
import type * as z from 'zod/mini'
import type { Deps } from '../shared/deps.ts'
import { env } from '../shared/env.ts'
import { Problem } from '../shared/errors.ts'
import { ACCESS_TOKEN_SECONDS, accessTokenClaims } from './domain/access-token.ts'
import { formatRefreshToken, type RefreshToken } from './domain/refresh-token.ts'
import type { Tokens } from './schemas.ts'
import { signJwt } from './signing-key.ts'
import type { UserItem } from './table.ts'
import { toUser } from './views.ts'

export const newTurnSecret = (): string => randomBytes(32).toString('base64url')

export const newRefreshToken = (sessionId: string): RefreshToken => ({
  sessionId,
  familySecret: randomBytes(16).toString('base64url'),
  turnSecret: newTurnSecret(),
})

/** The answer of login and refresh. */
export async function tokensFor(
  user: UserItem,
  refreshToken: RefreshToken,
  deps: Deps,
): Promise<z.infer<typeof Tokens>> {
  const claims = accessTokenClaims({
    userId: user.userId,
    role: user.role,
    sessionId: refreshToken.sessionId,
    generation: user.sessionGeneration ?? 0,
    tokenId: deps.newId(),
    stage: env.stage,
    now: deps.now,
  })
  return {
    accessToken: await signJwt(claims),
    refreshToken: formatRefreshToken(refreshToken),
    tokenType: 'Bearer',
    expiresIn: ACCESS_TOKEN_SECONDS,
    user: toUser(user),
  }
}

/** A 401 must name a scheme (RFC 9110, 11.6.1). */
export const unauthorized = (code: 'INVALID_CREDENTIALS' | 'INVALID_TOKEN', detail: string): Problem =>
  new Problem(code, detail, { headers: { 'www-authenticate': 'Bearer realm="tradewind"' } })

/** Of a token that outlives its account for some minutes. */
export const accountGone = (): Problem => unauthorized('INVALID_TOKEN', 'The account of this token has ended.')
