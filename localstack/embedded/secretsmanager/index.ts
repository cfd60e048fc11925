/** Secrets Manager: secrets of the template, generated once and then stable, with versions and stages. */
import { createHash, randomUUID } from 'node:crypto'
import { type AwsCall, AwsError, type Cloud, type Emulator, type Resource, type ResourceSupport } from '../types.ts'
import { type GenerateSecretString, generateSecret } from './password.ts'

interface Version {
  arn: string
  version: string
  secret_string: string | null
  secret_binary: string | null
  created_at: number
  stages: string
}

const secretResources: Readonly<Record<string, ResourceSupport>> = {
  'AWS::SecretsManager::Secret': {
    honoured: ['Name', 'Description', 'GenerateSecretString', 'SecretString'],
    ignored: {
      KmsKeyId: 'the local store is not encrypted',
      ReplicaRegions: 'the local cloud is one region',
      Tags: 'a note for people and bills',
      Type: 'managed external secrets have no effect here',
    },
    identify(context) {
      const name = String(context.property('Name') ?? context.generatedName)
      // AWS adds six random characters; here they follow from the name, so that the ARN stays the same.
      const suffix = createHash('sha256')
        .update(`${context.stack}/${name}`)
        .digest('base64')
        .replace(/[+/]/g, 'x')
        .slice(0, 6)
      const arn = `arn:aws:secretsmanager:${context.region}:${context.accountId}:secret:${name}-${suffix}`
      return { physicalId: arn, arn, attributes: { Id: arn } }
    },
  },
}

const policyResources: Readonly<Record<string, ResourceSupport>> = {
  'AWS::SecretsManager::ResourcePolicy': {
    // Evaluated by iam.
    honoured: ['ResourcePolicy', 'SecretId'],
    ignored: { BlockPublicPolicy: 'nobody outside this machine can call' },
    identify: ({ generatedName }) => ({ physicalId: generatedName, arn: generatedName }),
  },
}

export function secretsManager(): Emulator {
  let cloud: Cloud

  const nameOf = (arn: string) => arn.split(':').slice(6).join(':').slice(0, -7)

  /** By name, ARN, or ARN without the random suffix. */
  function secretOf(id: unknown): Resource {
    const found = cloud
      .resources('AWS::SecretsManager::Secret')
      .find(({ arn }) => arn === id || nameOf(arn) === id || arn.slice(0, -7) === id)
    if (!found) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
    return found
  }

  const versionsOf = (arn: string) =>
    cloud.store.all<Version>('SELECT * FROM secrets_versions WHERE arn = ? ORDER BY created_at DESC, rowid DESC', arn)
  const stagesOf = ({ stages }: Version) => JSON.parse(stages) as string[]

  /** Moves the stages from the versions that have them; the version that was current becomes the previous one. */
  function putVersion(
    arn: string,
    value: { string?: string; binary?: string },
    stages = ['AWSCURRENT'],
    token: string = randomUUID(),
  ): string {
    return cloud.store.transaction(() => {
      const versions = versionsOf(arn)
      const same = versions.find(({ version }) => version === token)
      if (same) {
        if ((same.secret_string ?? undefined) === value.string && (same.secret_binary ?? undefined) === value.binary)
          return token
        throw new AwsError(
          'ResourceExistsException',
          "You can't use ClientRequestToken again for another value of the secret.",
        )
      }
      for (const version of versions) {
        const old = stagesOf(version)
        const isPrevious = stages.includes('AWSCURRENT') && old.includes('AWSCURRENT')
        const kept = old.filter(
          (stage) => !stages.includes(stage) && !(stages.includes('AWSCURRENT') && stage === 'AWSPREVIOUS'),
        )
        const next = isPrevious ? [...kept, 'AWSPREVIOUS'] : kept
        cloud.store.run(
          'UPDATE secrets_versions SET stages = ? WHERE arn = ? AND version = ?',
          JSON.stringify(next),
          arn,
          version.version,
        )
      }
      cloud.store.run(
        'INSERT INTO secrets_versions (arn, version, secret_string, secret_binary, created_at, stages) VALUES (?, ?, ?, ?, ?, ?)',
        arn,
        token,
        value.string ?? null,
        value.binary ?? null,
        Date.now(),
        JSON.stringify(stages),
      )
      return token
    })
  }

  /** As CloudFormation: a value is made when the secret is created, and again only when its settings change. */
  function createFromTemplate({ arn, stack, logicalId, properties }: Resource): void {
    const settings = properties.GenerateSecretString as GenerateSecretString | undefined
    const origin = createHash('sha256')
      .update(JSON.stringify([settings ?? null, properties.SecretString ?? null]))
      .digest('hex')
    const known = cloud.store.get<{ origin: string }>('SELECT origin FROM secrets WHERE arn = ?', arn)
    if (known?.origin === origin) return
    try {
      const value = settings ? generateSecret(settings) : (properties.SecretString as string | undefined)
      if (value !== undefined) putVersion(arn, { string: value })
    } catch (error) {
      throw new Error(`Secret ${stack}/${logicalId}: ${(error as Error).message}`)
    }
    cloud.store.run(
      'INSERT OR REPLACE INTO secrets (arn, origin, created_at) VALUES (?, ?, ?)',
      arn,
      origin,
      Date.now(),
    )
  }

  const operations: Record<string, (secret: Resource, input: Record<string, unknown>) => unknown> = {
    GetSecretValue({ arn }, { VersionId, VersionStage }) {
      const stage = String(VersionStage ?? 'AWSCURRENT')
      const found = versionsOf(arn).find((one) =>
        VersionId ? one.version === VersionId : stagesOf(one).includes(stage),
      )
      if (!found)
        throw new AwsError(
          'ResourceNotFoundException',
          `Secrets Manager can't find the specified secret value for ${VersionId ? `VersionId: ${VersionId}` : `staging label: ${stage}`}`,
        )
      return {
        ARN: arn,
        Name: nameOf(arn),
        VersionId: found.version,
        ...(found.secret_string === null ? {} : { SecretString: found.secret_string }),
        ...(found.secret_binary === null ? {} : { SecretBinary: found.secret_binary }),
        VersionStages: stagesOf(found),
        CreatedDate: found.created_at / 1000,
      }
    },
    DescribeSecret({ arn, properties }) {
      const versions = versionsOf(arn).filter((one) => stagesOf(one).length > 0)
      return {
        ARN: arn,
        Name: nameOf(arn),
        ...(properties.Description ? { Description: properties.Description } : {}),
        ...(versions[0] ? { LastChangedDate: versions[0].created_at / 1000 } : {}),
        CreatedDate:
          (cloud.store.get<{ created_at: number }>('SELECT created_at FROM secrets WHERE arn = ?', arn)?.created_at ??
            0) / 1000,
        VersionIdsToStages: Object.fromEntries(versions.map((one) => [one.version, stagesOf(one)])),
      }
    },
    PutSecretValue({ arn }, { SecretString, SecretBinary, VersionStages, ClientRequestToken }) {
      if (SecretString === undefined && SecretBinary === undefined)
        throw new AwsError('InvalidRequestException', 'You must provide either SecretString or SecretBinary.')
      const value = {
        ...(SecretString === undefined ? {} : { string: String(SecretString) }),
        ...(SecretBinary === undefined ? {} : { binary: String(SecretBinary) }),
      }
      const version = putVersion(
        arn,
        value,
        VersionStages as string[] | undefined,
        ClientRequestToken as string | undefined,
      )
      const stages = stagesOf(versionsOf(arn).find((one) => one.version === version)!)
      return { ARN: arn, Name: nameOf(arn), VersionId: version, VersionStages: stages }
    },
  }

  return {
    name: 'secretsmanager',
    resources: { ...secretResources, ...policyResources },
    protocol: { kind: 'json', targetPrefix: 'secretsmanager', contentType: 'application/x-amz-json-1.1' },

    async prepare(theCloud) {
      cloud = theCloud
      cloud.store.define(`CREATE TABLE IF NOT EXISTS secrets (arn TEXT PRIMARY KEY, origin TEXT NOT NULL, created_at INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS secrets_versions (arn TEXT NOT NULL, version TEXT NOT NULL, secret_string TEXT, secret_binary TEXT, created_at INTEGER NOT NULL, stages TEXT NOT NULL, PRIMARY KEY (arn, version))`)
      for (const resource of cloud.resources('AWS::SecretsManager::Secret')) createFromTemplate(resource)
    },

    async handle({ operation: name, input, principal }: AwsCall) {
      const operation = operations[name]
      if (!operation)
        throw new AwsError(
          'UnknownOperationException',
          `The local cloud's Secrets Manager has no ${name}: declare secrets in the template.`,
        )
      const secret = secretOf(input.SecretId)
      cloud.authorize(principal, `secretsmanager:${name}`, secret.arn)
      return { body: operation(secret, input) }
    },
  }
}
