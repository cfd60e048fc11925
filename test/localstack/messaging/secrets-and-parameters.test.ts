import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { secretsManager } from '../../../localstack/embedded/secretsmanager/index.ts'
import { generatePassword } from '../../../localstack/embedded/secretsmanager/password.ts'
import { ssm } from '../../../localstack/embedded/ssm/index.ts'
import { type FakeCloud, type FakeCloudOptions, fakeCloud } from '../support-messaging/fake-cloud.ts'

let cloud: FakeCloud
let folder: string | undefined

afterEach(async () => {
  await cloud?.stop()
  if (folder) await rm(folder, { recursive: true })
  folder = undefined
})

const start = async (resources: FakeCloudOptions['resources'], file?: string) => {
  cloud = await fakeCloud({ emulators: [secretsManager(), ssm()], resources, ...(file ? { file } : {}) })
}
const aFile = async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-'))
  return join(folder, 'store.db')
}

describe('Secrets Manager', () => {
  const aSecret = (properties: Record<string, unknown>) => ({
    Secret: { type: 'AWS::SecretsManager::Secret', properties: { Name: 'shop/key', ...properties } },
  })
  const value = (input: Record<string, unknown> = {}) =>
    cloud.call<{ SecretString: string; VersionId: string; VersionStages: string[] }>(
      'secretsmanager',
      'GetSecretValue',
      { SecretId: 'shop/key', ...input },
    )

  it('generates a secret once and keeps it across restarts', async () => {
    const file = await aFile()
    await start(aSecret({ GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true } }), file)
    const before = await value()
    await cloud.stop()

    await start(aSecret({ GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true } }), file)

    expect(before.SecretString).toMatch(/^[A-Za-z0-9]{40}$/)
    expect(await value()).toEqual(before)
  })

  it('makes a new value when the template asks for another', async () => {
    const file = await aFile()
    await start(aSecret({ SecretString: 'one' }), file)
    await cloud.stop()

    await start(aSecret({ SecretString: 'two' }), file)

    expect((await value()).SecretString).toBe('two')
    expect((await value({ VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('one')
  })

  it('fills the password into a template', async () => {
    await start(
      aSecret({
        GenerateSecretString: {
          SecretStringTemplate: '{"user":"shop"}',
          GenerateStringKey: 'password',
          PasswordLength: 12,
        },
      }),
    )

    expect(JSON.parse((await value()).SecretString)).toEqual({
      user: 'shop',
      password: expect.stringMatching(/^.{12}$/),
    })
  })

  it('moves the stages when a value is put, and keeps what was put across restarts', async () => {
    const file = await aFile()
    await start(aSecret({ SecretString: 'one' }), file)
    await cloud.call('secretsmanager', 'PutSecretValue', { SecretId: 'shop/key', SecretString: 'two' })
    await cloud.call('secretsmanager', 'PutSecretValue', { SecretId: 'shop/key', SecretString: 'three' })
    await cloud.stop()

    await start(aSecret({ SecretString: 'one' }), file)

    expect((await value()).SecretString).toBe('three')
    expect((await value({ VersionStage: 'AWSPREVIOUS' })).SecretString).toBe('two')
    const described = await cloud.call<{ VersionIdsToStages: Record<string, string[]> }>(
      'secretsmanager',
      'DescribeSecret',
      { SecretId: 'shop/key' },
    )
    expect(Object.values(described.VersionIdsToStages)).toEqual([['AWSCURRENT'], ['AWSPREVIOUS']])
  })

  it('is found by name, ARN and ARN without suffix, and authorises on the ARN', async () => {
    await start(aSecret({ SecretString: 'one' }))
    const { arn } = cloud.find('Secret')

    for (const SecretId of ['shop/key', arn, arn.slice(0, -7)])
      expect((await value({ SecretId })).SecretString).toBe('one')

    expect(arn).toMatch(/:secret:shop\/key-[A-Za-z0-9]{6}$/)
    expect(new Set(cloud.authorized)).toEqual(new Set([`secretsmanager:GetSecretValue ${arn}`]))
    await expect(value({ SecretId: 'none' })).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
  })

  it('makes passwords with each wanted type and nothing excluded', async () => {
    await start({})

    for (let times = 0; times < 50; times++) {
      const password = generatePassword({ PasswordLength: 5, ExcludeCharacters: 'abc"', IncludeSpace: true })
      expect(password).toMatch(/^(?=.*[d-z])(?=.*[A-Z])(?=.*\d)(?=.*[!#-/:-@[-`{-~])(?=.* ).{5}$/)
    }
    expect(() =>
      generatePassword({
        ExcludeLowercase: true,
        ExcludeUppercase: true,
        ExcludeNumbers: true,
        ExcludePunctuation: true,
      }),
    ).toThrow(/nothing/)
  })
})

describe('Parameter Store', () => {
  const aParameter = (Name: string, Value: string) => ({
    type: 'AWS::SSM::Parameter',
    properties: { Name, Type: 'String', Value },
  })
  const call = (operation: string, input: Record<string, unknown>) => cloud.call('ssm', operation, input)

  it('gives the parameters of the template, one, some, or by path', async () => {
    await start({ A: aParameter('/shop/a', '1'), B: aParameter('/shop/b/c', '2'), C: aParameter('plain', '3') })

    expect(await call('GetParameter', { Name: '/shop/a' })).toMatchObject({
      Parameter: { Name: '/shop/a', Value: '1', Version: 1, Type: 'String' },
    })
    expect(await call('GetParameter', { Name: cloud.find('C').arn })).toMatchObject({ Parameter: { Value: '3' } })
    expect(await call('GetParameters', { Names: ['plain', 'none'] })).toMatchObject({
      Parameters: [{ Value: '3' }],
      InvalidParameters: ['none'],
    })
    expect(await call('GetParametersByPath', { Path: '/shop' })).toMatchObject({ Parameters: [{ Name: '/shop/a' }] })
    expect(await call('GetParametersByPath', { Path: '/shop/', Recursive: true })).toMatchObject({
      Parameters: [{ Name: '/shop/a' }, { Name: '/shop/b/c' }],
    })
    await expect(call('GetParameter', { Name: 'none' })).rejects.toMatchObject({ code: 'ParameterNotFound' })
  })

  it('pages a long path', async () => {
    await start(
      Object.fromEntries(
        Array.from({ length: 12 }, (_, n) => [`P${n}`, aParameter(`/many/${String(n).padStart(2, '0')}`, 'x')]),
      ),
    )

    const first = await call('GetParametersByPath', { Path: '/many' })
    const second = await call('GetParametersByPath', { Path: '/many', NextToken: first.NextToken })

    expect([first.Parameters, second.Parameters].map((page) => (page as unknown[]).length)).toEqual([10, 2])
    expect(second.NextToken).toBeUndefined()
  })

  it('keeps a value set at run time until the template changes its own', async () => {
    const file = await aFile()
    await start({ A: aParameter('/a', '1') }, file)
    await expect(call('PutParameter', { Name: '/a', Value: '2' })).rejects.toMatchObject({
      code: 'ParameterAlreadyExists',
    })
    await call('PutParameter', { Name: '/a', Value: '2', Overwrite: true })
    await cloud.stop()

    await start({ A: aParameter('/a', '1') }, file)
    expect(await call('GetParameter', { Name: '/a' })).toMatchObject({ Parameter: { Value: '2', Version: 2 } })
    await cloud.stop()

    await start({ A: aParameter('/a', '3') }, file)
    expect(await call('GetParameter', { Name: '/a' })).toMatchObject({ Parameter: { Value: '3', Version: 3 } })
  })
})
