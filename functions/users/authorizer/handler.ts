import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda'
import { env } from '../../shared/env.ts'
import type { AuthorizerContext } from '../../shared/http/caller.ts'
import { publicJwk } from '../signing-key.ts'
import { getApiKey, noteApiKeyUse } from '../table.ts'
import { countApiKeyRequest } from './api-key-limit.ts'
import { endedSessions } from './ended-sessions.ts'
import { identify } from './identify.ts'
import { tokenVerifier } from './token-verifier.ts'

let verifier: ReturnType<typeof tokenVerifier> | undefined

/**
 * Lets everybody through and says who it is: a refusal here would be answered by the gateway, without problem+json,
 * WWW-Authenticate and request id. The endpoint refuses.
 */
export async function handler(
  event: APIGatewayRequestAuthorizerEventV2,
): Promise<{ isAuthorized: true; context: AuthorizerContext }> {
  verifier ??= tokenVerifier(env.stage, [await publicJwk()])
  const context = await identify(event.headers ?? {}, {
    verifyToken: verifier,
    endedSessions,
    getApiKey,
    countApiKeyRequest,
    noteApiKeyUse,
    now: new Date(),
  })
  return { isAuthorized: true, context }
}
