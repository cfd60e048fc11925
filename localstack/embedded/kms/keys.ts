/** Keys: made at the first start, kept in the store, and what each kind can do. */
import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import type { Store } from '../store.ts'

export type KeyUsage = 'SIGN_VERIFY' | 'ENCRYPT_DECRYPT' | 'GENERATE_VERIFY_MAC'

interface KeySpec {
  readonly usages: readonly KeyUsage[]
  readonly algorithms: { readonly [usage in KeyUsage]?: readonly string[] }
  /** PEM of the private key, or base64 of the secret. */
  generate(): string
}

const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()
const ec = (namedCurve: string, algorithm: string): KeySpec => ({
  usages: ['SIGN_VERIFY'],
  algorithms: { SIGN_VERIFY: [algorithm] },
  generate: () => pem(generateKeyPairSync('ec', { namedCurve }).privateKey),
})
const rsa = (modulusLength: number): KeySpec => ({
  usages: ['SIGN_VERIFY', 'ENCRYPT_DECRYPT'],
  algorithms: {
    SIGN_VERIFY: ['PSS', 'PKCS1_V1_5'].flatMap((padding) =>
      [256, 384, 512].map((bits) => `RSASSA_${padding}_SHA_${bits}`),
    ),
    ENCRYPT_DECRYPT: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  },
  generate: () => pem(generateKeyPairSync('rsa', { modulusLength }).privateKey),
})
const secret = (usage: KeyUsage, algorithm: string, bytes: number): KeySpec => ({
  usages: [usage],
  algorithms: { [usage]: [algorithm] },
  generate: () => randomBytes(bytes).toString('base64'),
})

export const keySpecs: Readonly<Record<string, KeySpec>> = {
  SYMMETRIC_DEFAULT: secret('ENCRYPT_DECRYPT', 'SYMMETRIC_DEFAULT', 32),
  ECC_NIST_P256: ec('P-256', 'ECDSA_SHA_256'),
  ECC_NIST_P384: ec('P-384', 'ECDSA_SHA_384'),
  RSA_2048: rsa(2048),
  RSA_3072: rsa(3072),
  RSA_4096: rsa(4096),
  HMAC_256: secret('GENERATE_VERIFY_MAC', 'HMAC_SHA_256', 32),
  HMAC_384: secret('GENERATE_VERIFY_MAC', 'HMAC_SHA_384', 48),
  HMAC_512: secret('GENERATE_VERIFY_MAC', 'HMAC_SHA_512', 64),
}

export interface Key {
  readonly id: string
  readonly arn: string
  readonly spec: string
  readonly usage: KeyUsage
  readonly algorithms: readonly string[]
  readonly enabled: boolean
  readonly description: string
  /** Epoch milliseconds. */
  readonly createdAt: number
  /** The private key, or the secret. */
  readonly material: KeyObject
  readonly publicKey?: KeyObject
}

/** @throws Error that names what is not supported. */
export function openKey(store: Store, id: string, arn: string, properties: Readonly<Record<string, unknown>>): Key {
  const spec = String(properties.KeySpec ?? 'SYMMETRIC_DEFAULT')
  const known = keySpecs[spec]
  if (!known) throw new Error(`KeySpec ${spec} is not emulated; use one of ${Object.keys(keySpecs).join(', ')}`)
  const usage = (properties.KeyUsage ?? 'ENCRYPT_DECRYPT') as KeyUsage
  if (!known.usages.includes(usage))
    throw new Error(`KeyUsage ${usage} does not fit KeySpec ${spec}; use ${known.usages.join(' or ')}`)
  const { material, created_at } = load(store, id, spec, known)
  const isSecret = !material.startsWith('-----BEGIN')
  const privateKey = isSecret ? createSecretKey(Buffer.from(material, 'base64')) : createPrivateKey(material)
  return {
    id,
    arn,
    spec,
    usage,
    algorithms: known.algorithms[usage] ?? [],
    enabled: properties.Enabled !== false && properties.Enabled !== 'false',
    description: String(properties.Description ?? ''),
    createdAt: created_at,
    material: privateKey,
    ...(isSecret ? {} : { publicKey: createPublicKey(privateKey) }),
  }
}

interface Row {
  material: string
  created_at: number
}

/** A changed KeySpec makes a new key, as CloudFormation replaces the resource. */
function load(store: Store, id: string, spec: string, { generate }: KeySpec): Row {
  const known = store.get<Row>('SELECT material, created_at FROM kms_keys WHERE id = ? AND spec = ?', id, spec)
  if (known) return known
  const made = { material: generate(), created_at: Date.now() }
  store.run(
    'INSERT OR REPLACE INTO kms_keys (id, spec, material, created_at) VALUES (?, ?, ?, ?)',
    id,
    spec,
    made.material,
    made.created_at,
  )
  return made
}
