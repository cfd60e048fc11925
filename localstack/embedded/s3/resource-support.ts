/** Which CloudFormation types and properties of S3 are emulated, and what is ignored why. */
import { createHash } from 'node:crypto'
import type { ResourceSupport } from '../types.ts'

const watched = 'Storage is watched in the deployed account.'

/** Bucket names are lower case and at most 63 characters, which a stack's name need not be. */
function bucketName(generatedName: string): string {
  const name = generatedName.toLowerCase().replace(/[^a-z0-9-]/g, '-')
  return name.length <= 63
    ? name
    : `${name.slice(0, 54)}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}

export const resources: Readonly<Record<string, ResourceSupport>> = {
  'AWS::S3::Bucket': {
    honoured: ['BucketName', 'LifecycleConfiguration', 'VersioningConfiguration'],
    ignored: {
      AccessControl: 'Nobody outside this machine can call.',
      AnalyticsConfigurations: watched,
      BucketEncryption: 'Local data is not encrypted.',
      IntelligentTieringConfigurations: 'It changes the price only.',
      InventoryConfigurations: watched,
      LoggingConfiguration: watched,
      MetricsConfigurations: watched,
      OwnershipControls: 'There is one account locally.',
      PublicAccessBlockConfiguration: 'Nobody outside this machine can call.',
    },
    identify(context) {
      const name = String(context.property('BucketName') ?? bucketName(context.generatedName))
      const arn = `arn:aws:s3:::${name}`
      const domain = `${name}.s3.${context.region}.amazonaws.com`
      return {
        physicalId: name,
        arn,
        attributes: { Arn: arn, DomainName: `${name}.s3.amazonaws.com`, RegionalDomainName: domain },
      }
    },
  },
  'AWS::S3::BucketPolicy': {
    // Evaluated by iam.
    honoured: ['Bucket', 'PolicyDocument'],
    identify: ({ generatedName }) => ({ physicalId: generatedName, arn: generatedName }),
  },
}
