/** Which CloudFormation types and properties of DynamoDB are emulated, and what is ignored why. */
import type { IdentifyContext, Identity, ResourceSupport } from '../types.ts'
import { streamArnOf } from './table-spec.ts'

const capacity = 'Local capacity is that of this machine.'
const protection = 'Local data is protected by copying the data folder.'

const honoured = [
  'AttributeDefinitions',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'LocalSecondaryIndexes',
  'StreamSpecification',
  'TableName',
  'TimeToLiveSpecification',
]

const ignored = {
  BillingMode: capacity,
  SSESpecification: 'Local data is not encrypted.',
}

function identify(context: IdentifyContext): Identity {
  const name = String(context.property('TableName') ?? context.generatedName)
  const arn = `arn:aws:dynamodb:${context.region}:${context.accountId}:table/${name}`
  return { physicalId: name, arn, attributes: { Arn: arn, StreamArn: streamArnOf(arn), TableId: name } }
}

export const resources: Readonly<Record<string, ResourceSupport>> = {
  'AWS::DynamoDB::Table': {
    honoured,
    ignored: {
      ...ignored,
      ContributorInsightsSpecification: 'Metrics are watched in the deployed account.',
      DeletionProtectionEnabled: protection,
      OnDemandThroughput: capacity,
      PointInTimeRecoverySpecification: protection,
      ProvisionedThroughput: capacity,
      TableClass: 'It changes the price only.',
      WarmThroughput: capacity,
    },
    identify,
  },
  'AWS::DynamoDB::GlobalTable': {
    honoured,
    ignored: {
      ...ignored,
      Replicas: 'There is one region locally.',
      WarmThroughput: capacity,
      WriteOnDemandThroughputSettings: capacity,
      WriteProvisionedThroughputSettings: capacity,
    },
    identify,
  },
}
