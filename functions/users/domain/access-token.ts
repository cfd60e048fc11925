import type { Role } from '../../shared/http/route.ts'

/** Seconds. Short, because an access token cannot be taken back. */
export const ACCESS_TOKEN_SECONDS = 15 * 60
export const AUDIENCE = 'tradewind-api'

export const issuerOf = (stage: string): string => `https://tradewind.example/${stage}`

export interface AccessTokenClaims {
  readonly iss: string
  readonly aud: string
  readonly sub: string
  readonly client_id: string
  readonly token_use: 'access'
  readonly role: Role
  /** The session: ends with logout. */
  readonly sid: string
  /** Generation of the user's sessions: rises when all of them end at once. */
  readonly gen: number
  readonly jti: string
  /** Unix seconds. */
  readonly iat: number
  readonly exp: number
}

export function accessTokenClaims(about: {
  userId: string
  role: Role
  sessionId: string
  generation: number
  tokenId: string
  stage: string
  now: Date
}): AccessTokenClaims {
  const iat = Math.floor(about.now.getTime() / 1000)
  return {
    iss: issuerOf(about.stage),
    aud: AUDIENCE,
    sub: about.userId,
    client_id: 'tradewind',
    token_use: 'access',
    role: about.role,
    sid: about.sessionId,
    gen: about.generation,
    jti: about.tokenId,
    iat,
    exp: iat + ACCESS_TOKEN_SECONDS,
  }
}
