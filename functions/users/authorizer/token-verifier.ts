import { JwtVerifier } from 'aws-jwt-verify'
import { JwtExpiredError } from 'aws-jwt-verify/error'
import * as z from 'zod/mini'
import { roles } from '../../shared/http/route.ts'
import { AUDIENCE, issuerOf } from '../domain/access-token.ts'
import type { PublicJwk } from '../signing-key.ts'

const Claims = z.object({
  sub: z.string().check(z.minLength(1)),
  role: z.enum(roles),
  sid: z.string(),
  gen: z._default(z.int(), 0),
  token_use: z.literal('access'),
})

export type VerifiedToken =
  | { readonly valid: true; readonly claims: z.infer<typeof Claims> }
  | { readonly valid: false; readonly reason: string }

/** Checks signature, issuer, audience, times and our own claims, without any I/O: about 0.13 ms each. */
export function tokenVerifier(stage: string, keys: readonly PublicJwk[]): (token: string) => VerifiedToken {
  const issuer = issuerOf(stage)
  const verifier = JwtVerifier.create({ issuer, audience: AUDIENCE })
  verifier.cacheJwks({ keys: keys.map((key) => ({ ...key })) })
  return (token) => {
    try {
      // The synchronous form never fetches keys: a made-up `kid` costs nobody a request.
      return { valid: true, claims: Claims.parse(verifier.verifySync(token)) }
    } catch (error) {
      const expired = error instanceof JwtExpiredError
      return { valid: false, reason: expired ? 'The access token has expired.' : 'The access token is not valid.' }
    }
  }
}
