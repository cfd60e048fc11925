import { createHash, timingSafeEqual } from 'node:crypto'
import { getSecret } from '../shared/clients/secrets.ts'
import { env } from '../shared/env.ts'
import { Problem } from '../shared/errors.ts'

type Headers = Readonly<Record<string, string | undefined>>

/** The newest value of a secret; during a rotation it is "new,old". */
export const secretOf = async (setting: string): Promise<string> => (await secretsOf(setting))[0]!

const secretsOf = async (setting: string): Promise<string[]> =>
  (await getSecret(env.setting(setting))).split(',').map((secret) => secret.trim())

/** @throws {Problem} UNAUTHENTICATED unless the bearer token is one of the setting's secrets. */
export async function assertBearer(headers: Headers, setting: string): Promise<void> {
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? ''
  const allowed = await secretsOf(setting)
  if (!allowed.some((secret) => timingSafeEqual(digest(secret), digest(token)))) {
    throw new Problem('UNAUTHENTICATED', 'Send the API key as "Authorization: Bearer …".', {
      headers: { 'www-authenticate': 'Bearer' },
    })
  }
}

/** An id that repeats with the Idempotency-Key, so that a repeated request finds its first effect. */
export function idOf(prefix: string, headers: Headers): string {
  const key = headers['idempotency-key']
  if (!key) throw new Problem('IDEMPOTENCY_KEY_REQUIRED', 'Send an Idempotency-Key header.')
  return `${prefix}_${digest(key).toString('hex').slice(0, 24)}`
}

const digest = (text: string) => createHash('sha256').update(text).digest()
