import { createHash, createHmac, createPublicKey, sign, verify } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { kms } from '../../../localstack/embedded/kms/index.ts'
import { type FakeCloud, type FakeCloudOptions, fakeCloud } from '../support-messaging/fake-cloud.ts'

type Answer = Record<string, string>

const aKey = (properties: Record<string, unknown>) => ({ type: 'AWS::KMS::Key', properties })
const keys = {
  Signing: aKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
  Rsa: aKey({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }),
  Mac: aKey({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
  Data: aKey({}),
  Off: aKey({ Enabled: false }),
  Alias: { type: 'AWS::KMS::Alias', properties: { AliasName: 'alias/tokens', TargetKeyId: '' } },
}
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('KMS', () => {
  let cloud: FakeCloud
  let folder: string | undefined

  afterEach(async () => {
    await cloud.stop()
    if (folder) await rm(folder, { recursive: true })
    folder = undefined
  })

  const start = async (more: Partial<FakeCloudOptions> = {}) => {
    cloud = await fakeCloud({ emulators: [kms()], resources: keys, ...more })
  }
  const call = (operation: string, input: Record<string, unknown>) => cloud.call<Answer>('kms', operation, input)
  const id = (logicalId: string) => cloud.find(logicalId).physicalId
  const publicKey = async (logicalId: string) =>
    createPublicKey({
      key: Buffer.from((await call('GetPublicKey', { KeyId: id(logicalId) })).PublicKey!, 'base64'),
      format: 'der',
      type: 'spki',
    })

  it.each([
    ['Signing', 'ECDSA_SHA_256'],
    ['Rsa', 'RSASSA_PKCS1_V1_5_SHA_256'],
  ])(
    'signs messages and digests with the key %s so that node:crypto verifies them',
    async (logicalId, SigningAlgorithm) => {
      await start()
      const message = Buffer.from('header.payload')
      const digest = createHash('sha256').update(message).digest()

      const raw = await call('Sign', { KeyId: id(logicalId), Message: message.toString('base64'), SigningAlgorithm })
      const digested = await call('Sign', {
        KeyId: id(logicalId),
        Message: digest.toString('base64'),
        MessageType: 'DIGEST',
        SigningAlgorithm,
      })

      const key = await publicKey(logicalId)
      for (const { Signature } of [raw, digested]) {
        expect(verify('sha256', message, key, Buffer.from(Signature!, 'base64'))).toBe(true)
        for (const [Message, MessageType] of [
          [message, 'RAW'],
          [digest, 'DIGEST'],
        ] as const) {
          const check = {
            KeyId: id(logicalId),
            Message: Message.toString('base64'),
            MessageType,
            SigningAlgorithm,
            Signature,
          }
          expect(await call('Verify', check)).toMatchObject({ SignatureValid: true })
          await expect(
            call('Verify', { ...check, Message: createHash('sha256').update('other').digest('base64') }),
          ).rejects.toMatchObject({ code: 'KMSInvalidSignatureException' })
        }
      }
    },
  )

  it('signs with RSA-PSS', async () => {
    await start()
    const input = { KeyId: id('Rsa'), Message: base64('hello'), SigningAlgorithm: 'RSASSA_PSS_SHA_256' }

    const { Signature } = await call('Sign', input)

    expect(await call('Verify', { ...input, Signature })).toMatchObject({ SignatureValid: true })
  })

  it('refuses a signature of another key over a digest', async () => {
    await start()
    const { generateKeyPairSync } = await import('node:crypto')
    const other = sign('sha256', Buffer.from('a'), generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
    const input = {
      KeyId: id('Signing'),
      Message: createHash('sha256').update('a').digest('base64'),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    }

    await expect(call('Verify', { ...input, Signature: other.toString('base64') })).rejects.toMatchObject({
      code: 'KMSInvalidSignatureException',
    })
  })

  it('makes and verifies MACs', async () => {
    await start()
    const input = { KeyId: id('Mac'), Message: base64('body'), MacAlgorithm: 'HMAC_SHA_256' }

    const { Mac } = await call('GenerateMac', input)

    expect(Buffer.from(Mac!, 'base64')).toHaveLength(createHmac('sha256', '').digest().length)
    expect(await call('VerifyMac', { ...input, Mac })).toMatchObject({ MacValid: true })
    await expect(call('VerifyMac', { ...input, Mac, Message: base64('other') })).rejects.toMatchObject({
      code: 'KMSInvalidMacException',
    })
  })

  it('decrypts what it encrypted, without being told the key, and only in the same context', async () => {
    await start()
    const EncryptionContext = { order: '1', user: '2' }

    const { CiphertextBlob } = await call('Encrypt', {
      KeyId: id('Data'),
      Plaintext: base64('secret'),
      EncryptionContext,
    })

    const plain = await call('Decrypt', { CiphertextBlob, EncryptionContext: { user: '2', order: '1' } })
    expect(Buffer.from(plain.Plaintext!, 'base64').toString()).toBe('secret')
    await expect(call('Decrypt', { CiphertextBlob })).rejects.toMatchObject({ code: 'InvalidCiphertextException' })
  })

  it('makes data keys', async () => {
    await start()

    const made = await call('GenerateDataKey', { KeyId: id('Data'), KeySpec: 'AES_256' })

    expect(Buffer.from(made.Plaintext!, 'base64')).toHaveLength(32)
    expect(await call('Decrypt', { CiphertextBlob: made.CiphertextBlob })).toMatchObject({ Plaintext: made.Plaintext })
  })

  it('finds a key by alias and authorises on the key', async () => {
    const resources = { ...keys }
    await start()
    resources.Alias = {
      type: 'AWS::KMS::Alias',
      properties: { AliasName: 'alias/tokens', TargetKeyId: cloud.find('Signing').arn },
    }
    await cloud.stop()
    await start({ resources })

    const described = await cloud.call<{ KeyMetadata: object }>('kms', 'DescribeKey', { KeyId: 'alias/tokens' })

    expect(described.KeyMetadata).toMatchObject({
      KeyId: id('Signing'),
      KeySpec: 'ECC_NIST_P256',
      SigningAlgorithms: ['ECDSA_SHA_256'],
    })
    expect(cloud.authorized).toEqual([`kms:DescribeKey ${cloud.find('Signing').arn}`])
  })

  it('keeps its keys across restarts', async () => {
    folder = await mkdtemp(join(tmpdir(), 'kms-'))
    const file = join(folder, 'store.db')
    await start({ file })
    const before = await call('GetPublicKey', { KeyId: id('Signing') })
    await cloud.stop()

    await start({ file })

    expect(await call('GetPublicKey', { KeyId: id('Signing') })).toEqual(before)
  })

  it.each([
    [
      'a key of another use',
      'Sign',
      { KeyId: 'Mac', SigningAlgorithm: 'ECDSA_SHA_256', Message: 'YQ==' },
      'InvalidKeyUsageException',
    ],
    [
      'an algorithm that does not fit',
      'Sign',
      { KeyId: 'Signing', SigningAlgorithm: 'ECDSA_SHA_384', Message: 'YQ==' },
      'InvalidKeyUsageException',
    ],
    [
      'a digest of the wrong length',
      'Sign',
      { KeyId: 'Signing', SigningAlgorithm: 'ECDSA_SHA_256', Message: 'YQ==', MessageType: 'DIGEST' },
      'ValidationException',
    ],
    ['a disabled key', 'Encrypt', { KeyId: 'Off', Plaintext: 'YQ==' }, 'DisabledException'],
    [
      'a message that is too long',
      'Sign',
      { KeyId: 'Signing', SigningAlgorithm: 'ECDSA_SHA_256', Message: base64('x'.repeat(4097)) },
      'ValidationException',
    ],
  ])('refuses %s', async (_title, operation, input, code) => {
    await start()

    await expect(call(operation, { ...input, KeyId: id(input.KeyId) })).rejects.toMatchObject({ code })
  })

  it('refuses an unknown key, and at start a key that it cannot make', async () => {
    await start()

    await expect(call('DescribeKey', { KeyId: 'alias/none' })).rejects.toMatchObject({ code: 'NotFoundException' })
    await expect(fakeCloud({ emulators: [kms()], resources: { Odd: aKey({ KeySpec: 'SM2' }) } })).rejects.toThrow(
      /Key Stack\/Odd: KeySpec SM2 is not emulated/,
    )
  })
})
