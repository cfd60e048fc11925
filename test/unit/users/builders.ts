import { generateKeyPairSync, sign } from 'node:crypto'
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { mockClient } from 'aws-sdk-client-mock'

export const aRegistration = (more: object = {}) => ({
  email: `shopper-${crypto.randomUUID()}@example.com`,
  password: 'correct horse battery',
  name: 'Ada',
  ...more,
})

export const anAddress = (more: object = {}) => ({
  recipient: 'Ada Lovelace',
  phone: '+1 555 010 0000',
  line1: '1 Analytical Way',
  city: 'London',
  postalCode: 'N1 1AA',
  country: 'GB',
  ...more,
})

/** A KMS with one signing key: signs as KMS does, in DER. */
export function aSigningKey() {
  process.env.SIGNING_KEY_ID = 'test-key'
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const kms = mockClient(KMSClient)
  kms.on(GetPublicKeyCommand).resolves({ PublicKey: publicKey.export({ format: 'der', type: 'spki' }) })
  kms.on(SignCommand).callsFake(async ({ Message }) => ({ Signature: sign('sha256', Message, privateKey) }))
  return { publicKey, privateKey }
}
