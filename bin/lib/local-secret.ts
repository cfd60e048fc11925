import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

/** What a local shop shares with the outside world, such as `carrier`: to play that world's part. */
export async function localSecret(endpoint: string, name: string): Promise<string> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new SecretsManagerClient({ endpoint, region: 'eu-west-1', credentials })
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: `tradewind/local/${name}` }))
  return SecretString!
}
