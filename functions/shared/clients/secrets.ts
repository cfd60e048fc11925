import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

const secretsManager = new SecretsManagerClient({})
/** How long a rotated secret may go unnoticed. */
const REFRESH_MS = 5 * 60_000
const cache = new Map<string, { value: Promise<string>; until: number }>()

/** The current value of a secret, kept in memory for five minutes. */
export function getSecret(arn: string): Promise<string> {
  const known = cache.get(arn)
  if (known && known.until > Date.now()) return known.value
  const value = secretsManager
    .send(new GetSecretValueCommand({ SecretId: arn }))
    .then((answer) => answer.SecretString ?? '')
  cache.set(arn, { value, until: Date.now() + REFRESH_MS })
  value.catch(() => cache.delete(arn))
  return value
}
