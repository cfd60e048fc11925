/** The key pair that signs access tokens. The private half never leaves KMS. */
import { createHash, createPublicKey } from 'node:crypto'
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { awsLimits } from '../shared/clients/limits.ts'
import { env } from '../shared/env.ts'
import { joseFromDer } from './domain/ecdsa-signature.ts'

const kms = new KMSClient(awsLimits)

/** RFC 7517, of an elliptic curve key. */
export interface PublicJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  readonly alg: 'ES256'
  readonly use: 'sig'
  /** RFC 7638 thumbprint. */
  readonly kid: string
}

let known: Promise<PublicJwk> | undefined

/** Asked once per execution environment: a KMS key's material never changes. */
export function publicJwk(): Promise<PublicJwk> {
  known ??= loadPublicJwk().catch((error: unknown) => {
    known = undefined
    throw error
  })
  return known
}

async function loadPublicJwk(): Promise<PublicJwk> {
  const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: env.setting('SIGNING_KEY_ID') }))
  return toPublicJwk(Buffer.from(PublicKey!))
}

export function toPublicJwk(spki: Buffer): PublicJwk {
  const { x, y } = createPublicKey({ key: spki, format: 'der', type: 'spki' }).export({ format: 'jwk' })
  const thumbprint = createHash('sha256').update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
  return { kty: 'EC', crv: 'P-256', x: x!, y: y!, alg: 'ES256', use: 'sig', kid: thumbprint.digest('base64url') }
}

/** A compact JWS (ES256) of these claims. */
export async function signJwt(claims: object): Promise<string> {
  const { kid } = await publicJwk()
  const unsigned = `${encode({ alg: 'ES256', typ: 'JWT', kid })}.${encode(claims)}`
  const { Signature } = await kms.send(
    new SignCommand({
      KeyId: env.setting('SIGNING_KEY_ID'),
      // KMS takes up to 4096 bytes as they are; ours are some 500.
      Message: Buffer.from(unsigned),
      MessageType: 'RAW',
      SigningAlgorithm: 'ECDSA_SHA_256',
    }),
  )
  return `${unsigned}.${joseFromDer(Signature!).toString('base64url')}`
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
