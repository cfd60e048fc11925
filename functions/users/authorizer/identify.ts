import { timingSafeEqual } from 'node:crypto'
import type { AuthorizerContext } from '../../shared/http/caller.ts'
import { apiKeyId } from '../domain/api-key.ts'
import { type EndedSessions, hasEnded } from '../domain/ended-session.ts'
import { hashSecret } from '../domain/refresh-token.ts'
import type { ApiKeyItem } from '../table.ts'
import type { VerifiedToken } from './token-verifier.ts'

interface Dependencies {
  readonly verifyToken: (token: string) => VerifiedToken
  readonly endedSessions: (now: Date) => Promise<readonly EndedSessions[]>
  readonly getApiKey: (id: string) => Promise<ApiKeyItem | undefined>
  readonly countApiKeyRequest: (keyId: string, now: Date) => Promise<number | undefined>
  readonly noteApiKeyUse: (item: ApiKeyItem, now: Date) => Promise<void>
  readonly now: Date
}

const anonymous = (reason?: string): AuthorizerContext => ({ kind: 'anonymous', ...(reason ? { reason } : {}) })

/** Who calls, by `Authorization: Bearer` or, without one, by `X-Api-Key`. `headers` have lower-case names. */
export async function identify(
  headers: Readonly<Record<string, string | undefined>>,
  dependencies: Dependencies,
): Promise<AuthorizerContext> {
  const { authorization, 'x-api-key': apiKey } = headers
  if (authorization) return identifyUser(authorization, dependencies)
  if (apiKey) return identifyService(apiKey, dependencies)
  return anonymous()
}

async function identifyUser(
  authorization: string,
  { verifyToken, endedSessions, now }: Dependencies,
): Promise<AuthorizerContext> {
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
  if (!token) return anonymous('Send the access token as "Authorization: Bearer …".')
  const result = verifyToken(token)
  if (!result.valid) return anonymous(result.reason)
  const { sub, role, sid } = result.claims
  if (hasEnded(result.claims, await endedSessions(now))) {
    return anonymous('The session of this access token has ended. Log in again.')
  }
  return { kind: 'user', id: sub, role, session: sid }
}

async function identifyService(
  key: string,
  { getApiKey, countApiKeyRequest, noteApiKeyUse, now }: Dependencies,
): Promise<AuthorizerContext> {
  const id = apiKeyId(key)
  const item = id === undefined ? undefined : await getApiKey(id)
  if (!item || !timingSafeEqual(Buffer.from(hashSecret(key)), Buffer.from(item.keyHash))) {
    return anonymous('The API key is not valid.')
  }
  if (item.validUntil !== undefined && new Date(item.validUntil) <= now) return anonymous('The API key has expired.')
  const [retryAfter] = await Promise.all([countApiKeyRequest(item.keyId, now), noteApiKeyUse(item, now)])
  if (retryAfter !== undefined) {
    return { ...anonymous('The API key had its requests of this minute.'), retryAfter: String(retryAfter) }
  }
  return { kind: 'service', id: item.keyId, scopes: item.scopes.join(' ') }
}
