/** KMS: signing, MAC and encryption keys of the template, with their aliases. */
import { createHash } from 'node:crypto'
import { AwsError, type Cloud, type Emulator, type ResourceSupport } from '../types.ts'
import { type Key, openKey } from './keys.ts'
import { keyIdOf, keyOperations } from './operations.ts'

const kmsResources: Readonly<Record<string, ResourceSupport>> = {
  'AWS::KMS::Key': {
    honoured: ['KeyPolicy', 'KeySpec', 'KeyUsage', 'Enabled', 'Description'],
    ignored: {
      BypassPolicyLockoutSafetyCheck: 'the operator of this machine is never locked out',
      EnableKeyRotation: 'local keys are not rotated',
      MultiRegion: 'the local cloud is one region',
      Origin: 'all key material is made here',
      PendingWindowInDays: 'a removed key stays in the data folder',
      RotationPeriodInDays: 'local keys are not rotated',
      Tags: 'a note for people and bills',
    },
    identify(context) {
      // AWS makes a random UUID; here it follows from the resource, so that it stays the same.
      const hex = createHash('sha256').update(`${context.stack}/${context.logicalId}`).digest('hex')
      const id = [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `8${hex.slice(17, 20)}`,
        hex.slice(20, 32),
      ].join('-')
      const arn = `arn:aws:kms:${context.region}:${context.accountId}:key/${id}`
      return { physicalId: id, arn, attributes: { Arn: arn, KeyId: id } }
    },
  },
  'AWS::KMS::Alias': {
    honoured: ['AliasName', 'TargetKeyId'],
    identify(context) {
      const name = String(context.property('AliasName'))
      return { physicalId: name, arn: `arn:aws:kms:${context.region}:${context.accountId}:${name}` }
    },
  },
}

export function kms(): Emulator {
  let cloud: Cloud
  const keys = new Map<string, Key>()

  /** By id, ARN, alias or alias ARN. */
  function keyOf(id: string): Key {
    const alias = cloud.resources('AWS::KMS::Alias').find(({ physicalId, arn }) => physicalId === id || arn === id)
    const name = alias ? String(alias.properties.TargetKeyId) : id
    const key = keys.get(name.slice(name.lastIndexOf('/') + 1))
    if (key) return key
    const what = id.includes('alias/') ? `Alias ${id}` : `Key '${id}'`
    throw new AwsError('NotFoundException', `${what} is not found.`)
  }

  return {
    name: 'kms',
    resources: kmsResources,
    protocol: { kind: 'json', targetPrefix: 'TrentService', contentType: 'application/x-amz-json-1.1' },

    async prepare(theCloud) {
      cloud = theCloud
      cloud.store.define(
        'CREATE TABLE IF NOT EXISTS kms_keys (id TEXT PRIMARY KEY, spec TEXT NOT NULL, material TEXT NOT NULL, created_at INTEGER NOT NULL)',
      )
      for (const { physicalId, arn, properties, stack, logicalId } of cloud.resources('AWS::KMS::Key')) {
        try {
          keys.set(physicalId, openKey(cloud.store, physicalId, arn, properties))
        } catch (error) {
          throw new Error(`Key ${stack}/${logicalId}: ${(error as Error).message}`)
        }
      }
    },

    async handle({ operation: name, input, principal }) {
      if (name === 'ListAliases') {
        cloud.authorize(principal, 'kms:ListAliases', '*')
        return { body: { Aliases: cloud.resources('AWS::KMS::Alias').map(describeAlias), Truncated: false } }
      }
      const operation = keyOperations[name]
      if (!operation)
        throw new AwsError(
          'UnknownOperationException',
          `The local cloud's KMS has no ${name}; it has ${Object.keys(keyOperations).join(', ')}.`,
        )
      const id = input.KeyId ?? (name === 'Decrypt' ? keyIdOf(input.CiphertextBlob) : '')
      if (name === 'Decrypt' && !input.KeyId && !keys.has(String(id)))
        throw new AwsError('InvalidCiphertextException', '')
      const key = keyOf(String(id))
      cloud.authorize(principal, `kms:${name}`, key.arn)
      return { body: operation(key, input) }
    },
  }
}

const describeAlias = ({
  physicalId,
  arn,
  properties,
}: {
  physicalId: string
  arn: string
  properties: Readonly<Record<string, unknown>>
}) => ({
  AliasName: physicalId,
  AliasArn: arn,
  TargetKeyId: String(properties.TargetKeyId).split('/').at(-1),
})
