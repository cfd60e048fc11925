import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { awsLimits } from './limits.ts'

// Made at the first use: most functions of a service never ask for a secret.
let client: SecretsManagerClient | undefined
/** How long a rotated secret may go unnoticed. */
const REFRESH_MS = 5 * 60_000
const cache = new Map<string, { value: Promise<string>; until: number }>()

/** The current value of a secret, kept in memory for five minutes. */
export function getSecret(arn: string): Promise<string> {
  const known = cache.get(arn)
  if (known && known.until > Date.now()) return known.value
  const value = getSecretVersion(arn, 'AWSCURRENT').then((text) => text ?? '')
  cache.set(arn, { value, until: Date.now() + REFRESH_MS })
  value.catch(() => cache.delete(arn))
  return value
}

/** The value of a stage of a secret as it is now; undefined when the secret has no such version. */
export async function getSecretVersion(arn: string, stage: 'AWSCURRENT' | 'AWSPREVIOUS'): Promise<string | undefined> {
  client ??= new SecretsManagerClient(awsLimits)
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn, VersionStage: stage }))
    return SecretString
  } catch (error) {
    if (stage === 'AWSPREVIOUS' && (error as Error).name === 'ResourceNotFoundException') return undefined
    throw error
  }
}
