import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import * as s3 from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import type { BucketDefinition, ObjectAccess } from '../../functions/shared/service.ts'
import type { StageSettings } from '../settings.ts'
import type { NodeFunction } from './node-function.ts'

const readActions = ['s3:GetObject']
const writeActions = [...readActions, 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload']

/** A service's own files: private, encrypted, over TLS only, with the replaced ones kept for some days. */
export class ServiceBucket extends Construct {
  readonly bucket: s3.Bucket

  constructor(scope: Construct, id: string, props: { settings: StageSettings; definition: BucketDefinition }) {
    super(scope, id)
    this.bucket = new s3.Bucket(this, 'Bucket', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [
        {
          id: 'replaced',
          noncurrentVersionExpiration: Duration.days(props.definition.keepReplacedDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          expiredObjectDeleteMarker: true,
        },
      ],
      removalPolicy: props.settings.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
  }

  /** With the right to list, because without it S3 answers a missing file like a forbidden one. */
  grant(fn: NodeFunction, access: ObjectAccess): void {
    fn.allow(['s3:ListBucket'], [this.bucket.bucketArn], { BUCKET_NAME: this.bucket.bucketName })
    fn.allow(access === 'write' ? writeActions : readActions, [this.bucket.arnForObjects('*')])
  }
}
