/** The KMS API on one key each. Binary values are base64 texts, as on the wire. */
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHmac,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { AwsError } from '../types.ts'
import type { Key, KeyUsage } from './keys.ts'
import { digestBytes, signDigest, signMessage, signsDigests, verifyDigest, verifyMessage } from './signatures.ts'

type Input = Record<string, unknown>
export type KeyOperation = (key: Key, input: Input) => unknown

const bytes = (value: unknown) => Buffer.from(String(value ?? ''), 'base64')
const invalidState = () => new AwsError('InvalidCiphertextException', '')
const validation = (message: string) => new AwsError('ValidationException', message)

export const keyOperations: Readonly<Record<string, KeyOperation>> = {
  DescribeKey: (key) => ({ KeyMetadata: metadata(key) }),
  GetPublicKey(key) {
    if (!key.publicKey) throw new AwsError('UnsupportedOperationException', `${key.arn} is not asymmetric.`)
    return {
      KeyId: key.arn,
      PublicKey: key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      KeySpec: key.spec,
      CustomerMasterKeySpec: key.spec,
      KeyUsage: key.usage,
      [algorithmField[key.usage]]: key.algorithms,
    }
  },
  Sign(key, input) {
    const algorithm = algorithmFor(key, 'SIGN_VERIFY', input.SigningAlgorithm)
    const message = messageFor(input, algorithm)
    const signature =
      input.MessageType === 'DIGEST'
        ? signDigest(key.material, algorithm, message)
        : signMessage(key.material, algorithm, message)
    return { KeyId: key.arn, Signature: signature.toString('base64'), SigningAlgorithm: algorithm }
  },
  Verify(key, input) {
    const algorithm = algorithmFor(key, 'SIGN_VERIFY', input.SigningAlgorithm)
    const message = messageFor(input, algorithm)
    const check = input.MessageType === 'DIGEST' ? verifyDigest : verifyMessage
    if (!check(key.publicKey!, algorithm, message, bytes(input.Signature)))
      throw new AwsError('KMSInvalidSignatureException', '')
    return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: algorithm }
  },
  GenerateMac(key, input) {
    const algorithm = algorithmFor(key, 'GENERATE_VERIFY_MAC', input.MacAlgorithm)
    return { KeyId: key.arn, Mac: mac(key, algorithm, input).toString('base64'), MacAlgorithm: algorithm }
  },
  VerifyMac(key, input) {
    const algorithm = algorithmFor(key, 'GENERATE_VERIFY_MAC', input.MacAlgorithm)
    const [expected, given] = [mac(key, algorithm, input), bytes(input.Mac)]
    if (expected.length !== given.length || !timingSafeEqual(expected, given))
      throw new AwsError('KMSInvalidMacException', '')
    return { KeyId: key.arn, MacValid: true, MacAlgorithm: algorithm }
  },
  Encrypt(key, input) {
    const algorithm = algorithmFor(key, 'ENCRYPT_DECRYPT', input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT')
    const blob = encrypt(key, algorithm, bytes(input.Plaintext), input.EncryptionContext)
    return { KeyId: key.arn, CiphertextBlob: blob.toString('base64'), EncryptionAlgorithm: algorithm }
  },
  Decrypt(key, input) {
    const algorithm = algorithmFor(key, 'ENCRYPT_DECRYPT', input.EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT')
    const plain = decrypt(key, algorithm, bytes(input.CiphertextBlob), input.EncryptionContext)
    return { KeyId: key.arn, Plaintext: plain.toString('base64'), EncryptionAlgorithm: algorithm }
  },
  GenerateDataKey: (key, input) => dataKey(key, input),
  GenerateDataKeyWithoutPlaintext(key, input) {
    const { Plaintext: _plain, ...rest } = dataKey(key, input)
    return rest
  },
}

function dataKey(key: Key, { NumberOfBytes, KeySpec, EncryptionContext }: Input) {
  algorithmFor(key, 'ENCRYPT_DECRYPT', 'SYMMETRIC_DEFAULT')
  if ((NumberOfBytes === undefined) === (KeySpec === undefined))
    throw validation('Please specify either number of bytes or key spec.')
  const plain = randomBytes(NumberOfBytes === undefined ? (KeySpec === 'AES_128' ? 16 : 32) : Number(NumberOfBytes))
  const blob = encrypt(key, 'SYMMETRIC_DEFAULT', plain, EncryptionContext)
  return { KeyId: key.arn, Plaintext: plain.toString('base64'), CiphertextBlob: blob.toString('base64') }
}

function algorithmFor(key: Key, usage: KeyUsage, asked: unknown): string {
  if (!key.enabled) throw new AwsError('DisabledException', `${key.arn} is disabled.`)
  const algorithm = String(asked)
  if (key.usage !== usage)
    throw new AwsError(
      'InvalidKeyUsageException',
      `${key.arn} key usage is ${key.usage} which is not valid for this operation.`,
    )
  if (!key.algorithms.includes(algorithm))
    throw new AwsError('InvalidKeyUsageException', `Algorithm ${algorithm} is incompatible with key spec ${key.spec}.`)
  return algorithm
}

function messageFor(input: Input, algorithm: string): Buffer {
  const message = bytes(input.Message)
  if (input.MessageType !== 'DIGEST') {
    if (message.length < 1 || message.length > 4096)
      throw validation('A RAW message has 1 to 4096 bytes; sign the digest of a longer one with MessageType DIGEST.')
    return message
  }
  if (message.length !== digestBytes(algorithm))
    throw validation(`Digest is invalid length for algorithm ${algorithm}.`)
  if (!signsDigests(algorithm))
    throw new AwsError(
      'UnsupportedOperationException',
      `The local cloud signs no digests with ${algorithm}; use MessageType RAW.`,
    )
  return message
}

const mac = (key: Key, algorithm: string, input: Input) =>
  createHmac(`sha${algorithm.slice(-3)}`, key.material)
    .update(bytes(input.Message))
    .digest()

const oaep = (algorithm: string) => ({
  padding: constants.RSA_PKCS1_OAEP_PADDING,
  oaepHash: algorithm.endsWith('256') ? 'sha256' : 'sha1',
})

/** The encryption context, whatever the order of its pairs. */
const contextBytes = (context: unknown) => Buffer.from(JSON.stringify(Object.entries((context ?? {}) as object).sort()))

const idBytes = 36
const ivBytes = 12
const tagBytes = 16

/** A symmetric blob: key id, IV, tag, ciphertext. The id is what lets Decrypt do without a KeyId. */
function encrypt(key: Key, algorithm: string, plain: Buffer, context: unknown): Buffer {
  if (plain.length < 1 || plain.length > 4096)
    throw validation('Plaintext has 1 to 4096 bytes; encrypt more with a data key.')
  if (algorithm !== 'SYMMETRIC_DEFAULT') return publicEncrypt({ key: key.publicKey!, ...oaep(algorithm) }, plain)
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key.material, iv).setAAD(contextBytes(context))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from(key.id), iv, cipher.getAuthTag(), body])
}

/** Id of the key that a symmetric blob names. */
export const keyIdOf = (blob: unknown): string => bytes(blob).subarray(0, idBytes).toString()

function decrypt(key: Key, algorithm: string, blob: Buffer, context: unknown): Buffer {
  try {
    if (algorithm !== 'SYMMETRIC_DEFAULT') return privateDecrypt({ key: key.material, ...oaep(algorithm) }, blob)
    if (blob.subarray(0, idBytes).toString() !== key.id)
      throw new AwsError(
        'IncorrectKeyException',
        'The key ID in the request does not identify a CMK that can perform this operation.',
      )
    const iv = blob.subarray(idBytes, idBytes + ivBytes)
    const tag = blob.subarray(idBytes + ivBytes, idBytes + ivBytes + tagBytes)
    const decipher = createDecipheriv('aes-256-gcm', key.material, iv, { authTagLength: tagBytes })
      .setAAD(contextBytes(context))
      .setAuthTag(tag)
    return Buffer.concat([decipher.update(blob.subarray(idBytes + ivBytes + tagBytes)), decipher.final()])
  } catch (error) {
    throw error instanceof AwsError ? error : invalidState()
  }
}

const algorithmField: Readonly<Record<KeyUsage, string>> = {
  SIGN_VERIFY: 'SigningAlgorithms',
  ENCRYPT_DECRYPT: 'EncryptionAlgorithms',
  GENERATE_VERIFY_MAC: 'MacAlgorithms',
}

const metadata = (key: Key) => ({
  AWSAccountId: key.arn.split(':')[4],
  KeyId: key.id,
  Arn: key.arn,
  CreationDate: key.createdAt / 1000,
  Enabled: key.enabled,
  KeyState: key.enabled ? 'Enabled' : 'Disabled',
  Description: key.description,
  KeyUsage: key.usage,
  KeySpec: key.spec,
  CustomerMasterKeySpec: key.spec,
  KeyManager: 'CUSTOMER',
  Origin: 'AWS_KMS',
  MultiRegion: false,
  [algorithmField[key.usage]]: key.algorithms,
})
