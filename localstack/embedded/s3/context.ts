import type { AwsAnswer, Cloud } from '../types.ts'
import type { Blobs } from './blobs.ts'
import type { BucketSpec } from './bucket-spec.ts'
import type { Objects } from './objects.ts'
import type { S3Request } from './request.ts'
import type { Uploads } from './uploads.ts'

/** What the operations work on. */
export interface S3Context {
  readonly cloud: Cloud
  readonly buckets: ReadonlyMap<string, BucketSpec>
  readonly objects: Objects
  readonly uploads: Uploads
  readonly blobs: Blobs
}

export type S3Operation = (context: S3Context, request: S3Request) => Promise<AwsAnswer> | AwsAnswer
