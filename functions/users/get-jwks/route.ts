import * as z from 'zod/mini'
import { defineRoute } from '../../shared/http/route.ts'

const Jwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  alg: z.literal('ES256'),
  use: z.literal('sig'),
  kid: z.string(),
})

export const getJwks = defineRoute({
  name: 'get-jwks',
  method: 'GET',
  path: '/.well-known/jwks.json',
  summary: 'The public keys that access tokens are verified with (RFC 7517)',
  access: 'public',
  ownership: 'shop',
  responses: { 200: z.object({ keys: z.array(Jwk) }) },
  cacheControl: 'public, max-age=300',
  table: 'none',
  uses: ['verify-tokens'],
})
