import { createHash } from 'node:crypto'

/** A session ends when its refresh token was not used for this long. */
export const SESSION_SECONDS = 30 * 86_400

/**
 * Opaque to clients: `<session id>.<family secret>.<turn secret>`. The family secret stays, the turn secret changes with
 * each use. So a token with the right family secret and a wrong turn secret was used before, while a wrong family secret
 * is a guess, which must not end anybody's session.
 */
export interface RefreshToken {
  readonly sessionId: string
  readonly familySecret: string
  readonly turnSecret: string
}

export const formatRefreshToken = (token: RefreshToken): string =>
  `${token.sessionId}.${token.familySecret}.${token.turnSecret}`

export function parseRefreshToken(text: string): RefreshToken | undefined {
  const [, sessionId, familySecret, turnSecret] = /^([0-9A-Z]{26})\.([\w-]{22})\.([\w-]{43})$/.exec(text) ?? []
  return sessionId && familySecret && turnSecret ? { sessionId, familySecret, turnSecret } : undefined
}

/** What is stored of a secret. A fast hash does: the secrets are random and long. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')
