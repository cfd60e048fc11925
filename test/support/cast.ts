/** Everybody who may come to the API: with the headers by which they do. */
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { KMSClient, SignCommand } from '@aws-sdk/client-kms'
import type { Api } from '../../bin/lib/api.ts'
import { type Role, roles, type Scope, scopes } from '../../functions/shared/http/route.ts'
import { type AccessTokenClaims, accessTokenClaims } from '../../functions/users/domain/access-token.ts'
import { joseFromDer } from '../../functions/users/domain/ecdsa-signature.ts'
import { aCustomer, type Customer, loggedIn, PASSWORD, staffOf } from './shopper.ts'

export interface Caller {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
  /** Who it is; absent for nobody, and for a token or key that proves nothing. */
  readonly role?: Role
  readonly scope?: Scope
  /** The resources of the world are this one's. */
  readonly isOwner?: true
  /** Presents something that is not valid. */
  readonly isForged?: true
}

export interface Cast {
  readonly callers: readonly Caller[]
  readonly owner: Customer
  readonly staff: Api
  readonly admin: Api
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** @param endpoint the local cloud's AWS endpoint, whose KMS signs the token that has expired */
export async function theCast(api: Api, endpoint: string): Promise<Cast> {
  const [owner, other, staff, admin] = await Promise.all([
    aCustomer(api),
    aCustomer(api),
    staffOf(api),
    loggedIn(api, 'admin@tradewind.example'),
  ])
  const tokenOf = async (email: string) =>
    (await api.post('/api/users/login', { body: { email, password: PASSWORD } })).accessToken
  const [ownerToken, otherToken, staffToken, adminToken] = await Promise.all(
    [owner.email, other.email, 'staff@tradewind.example', 'admin@tradewind.example'].map(tokenOf),
  )
  const keys = await Promise.all(
    scopes.map(async (scope): Promise<Caller> => {
      const { apiKey } = await admin.post('/api/api-keys', { body: { name: `cast ${scope}`, scopes: [scope] } })
      return { name: `key ${scope}`, headers: { 'x-api-key': apiKey.key! }, scope }
    }),
  )
  const forged = Object.entries(await forgedTokens(adminToken!, owner.id, endpoint))
  return {
    owner,
    staff,
    admin,
    callers: [
      { name: 'nobody', headers: {} },
      { name: 'owner', headers: bearer(ownerToken!), role: 'customer', isOwner: true },
      { name: 'another customer', headers: bearer(otherToken!), role: 'customer' },
      { name: 'staff', headers: bearer(staffToken!), role: 'staff' },
      { name: 'admin', headers: bearer(adminToken!), role: 'admin' },
      ...keys,
      ...forged.map(([name, token]): Caller => ({ name, headers: bearer(token), isForged: true })),
      {
        name: 'forged key',
        headers: { 'x-api-key': `${keys[0]!.headers['x-api-key']!.slice(0, -6)}AAAAAA` },
        isForged: true,
      },
      { name: 'another scheme', headers: { authorization: 'Basic YWRtaW46YWRtaW4=' }, isForged: true },
    ],
  }
}

/** None of them may be taken for anybody. The expired one is signed by the shop's own key. */
async function forgedTokens(adminToken: string, userId: string, endpoint: string): Promise<Record<string, string>> {
  const [header, payload, signature] = adminToken.split('.') as [string, string, string]
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as AccessTokenClaims
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }
  const asAdmin = (role: Role) => encode({ ...claims, sub: userId, role })
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const signedByStranger = (head: object) => {
    const unsigned = `${encode(head)}.${payload}`
    const made = sign('sha256', Buffer.from(unsigned), { key: stranger, dsaEncoding: 'ieee-p1363' })
    return `${unsigned}.${made.toString('base64url')}`
  }
  const symmetric = `${encode({ alg: 'HS256', typ: 'JWT', kid })}.${payload}`
  const yesterday = new Date(Date.now() - 86_400_000)
  const old = accessTokenClaims({
    userId,
    role: roles[2],
    sessionId: claims.sid,
    generation: 0,
    tokenId: claims.jti,
    stage: 'local',
    now: yesterday,
  })
  return {
    'expired token': await signedByTheShop(endpoint, { alg: 'ES256', typ: 'JWT', kid }, old),
    'token with another role': `${header}.${asAdmin('admin')}.${signature}`,
    'token with a bad signature': `${header}.${payload}.${'A'.repeat(86)}`,
    'token without signature': `${encode({ alg: 'none', typ: 'JWT', kid })}.${payload}.`,
    'token of another key': signedByStranger({ alg: 'ES256', typ: 'JWT', kid }),
    'token of an unknown key': signedByStranger({ alg: 'ES256', typ: 'JWT', kid: 'stranger' }),
    'token signed by the public key': `${symmetric}.${createHmac('sha256', kid).update(symmetric).digest('base64url')}`,
  }
}

async function signedByTheShop(endpoint: string, header: object, claims: object): Promise<string> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const kms = new KMSClient({ endpoint, region: 'eu-west-1', credentials })
  const unsigned = `${encode(header)}.${encode(claims)}`
  const { Signature } = await kms.send(
    new SignCommand({
      KeyId: 'alias/tradewind-local-access-tokens',
      Message: Buffer.from(unsigned),
      MessageType: 'RAW',
      SigningAlgorithm: 'ECDSA_SHA_256',
    }),
  )
  kms.destroy()
  return `${unsigned}.${joseFromDer(Signature!).toString('base64url')}`
}
