import { randomBytes } from 'node:crypto'
import { Problem } from '../../shared/errors.ts'
import { actor } from '../../shared/http/caller.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { formatApiKey } from '../domain/api-key.ts'
import { hashSecret } from '../domain/refresh-token.ts'
import { type ApiKeyItem, createApiKeyItem } from '../table.ts'
import { toApiKey } from '../views.ts'
import { createApiKey } from './route.ts'

export const handler = endpoint(createApiKey, async ({ caller, body, idempotency }, deps) => {
  if (body.expiresAt !== undefined && new Date(body.expiresAt) <= deps.now) {
    throw new Problem('VALIDATION_FAILED', 'body.expiresAt: a time to come', {
      errors: [{ path: 'body.expiresAt', message: 'a time to come' }],
    })
  }
  const keyId = deps.newId()
  const key = formatApiKey(keyId, randomBytes(32).toString('base64url'))
  const item: ApiKeyItem = {
    keyId,
    name: body.name,
    scopes: [...new Set(body.scopes)],
    keyHash: hashSecret(key),
    createdAt: deps.now.toISOString(),
    createdBy: actor(caller),
    validUntil: body.expiresAt,
  }
  const apiKey = toApiKey(item)
  // Without the key: it is stored nowhere.
  await createApiKeyItem(item, idempotency ? [idempotency.record({ status: 201, body: { apiKey } })] : [])
  return { apiKey: { ...apiKey, key } }
})
