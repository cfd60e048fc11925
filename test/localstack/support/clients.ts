/** The real AWS SDK against a local cloud, as the operator or with the credentials of a role. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { S3Client } from '@aws-sdk/client-s3'
import type { Cloud } from '../../../localstack/embedded/types.ts'
import { atEnd } from './cloud.ts'

const configuration = ({ cloud }: { cloud: Cloud }, roleArn?: string) => {
  const {
    AWS_ACCESS_KEY_ID = 'local',
    AWS_SECRET_ACCESS_KEY = 'local',
    AWS_SESSION_TOKEN: sessionToken,
  } = roleArn === undefined ? {} : (cloud.credentialsFor(roleArn, 'tester') as Record<string, string | undefined>)
  return {
    endpoint: cloud.endpoint,
    region: cloud.region,
    maxAttempts: 1,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, sessionToken },
  }
}

export function aDynamoDbClient(running: { cloud: Cloud }, roleArn?: string): DynamoDBClient {
  const client = new DynamoDBClient(configuration(running, roleArn))
  atEnd(() => client.destroy())
  return client
}

export function aLambdaClient(running: { cloud: Cloud }, roleArn?: string): LambdaClient {
  const client = new LambdaClient(configuration(running, roleArn))
  atEnd(() => client.destroy())
  return client
}

export function anS3Client(running: { cloud: Cloud }, roleArn?: string): S3Client {
  const client = new S3Client(configuration(running, roleArn))
  atEnd(() => client.destroy())
  return client
}
