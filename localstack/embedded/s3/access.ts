/** Which permission an operation needs, on the object's ARN or on the bucket's. */
import { AwsError, type Cloud, type ConditionContext, type Principal } from '../types.ts'
import type { BucketSpec } from './bucket-spec.ts'
import type { S3Request } from './request.ts'

const onBucket: Readonly<Record<string, string>> = {
  GetBucketLocation: 's3:GetBucketLocation',
  GetBucketVersioning: 's3:GetBucketVersioning',
  HeadBucket: 's3:ListBucket',
  ListMultipartUploads: 's3:ListBucketMultipartUploads',
  ListObjectVersions: 's3:ListBucketVersions',
  ListObjectsV2: 's3:ListBucket',
}

const onObject: Readonly<Record<string, string>> = {
  AbortMultipartUpload: 's3:AbortMultipartUpload',
  CompleteMultipartUpload: 's3:PutObject',
  CopyObject: 's3:PutObject',
  CreateMultipartUpload: 's3:PutObject',
  DeleteObject: 's3:DeleteObject',
  GetObject: 's3:GetObject',
  HeadObject: 's3:GetObject',
  ListParts: 's3:ListMultipartUploadParts',
  PutObject: 's3:PutObject',
  UploadPart: 's3:PutObject',
}

/** @throws AccessDeniedException. `DeleteObjects` is decided object by object, and `ListBuckets` has no bucket. */
export function authorizeRequest(cloud: Cloud, { call, bucket, key }: S3Request): void {
  const { operation, principal, query } = call
  const bucketAction = onBucket[operation]
  if (bucketAction) cloud.authorize(principal, bucketAction, bucket.arn, listContext(query))
  const action = onObject[operation]
  if (action) authorizeObject(cloud, principal, action, bucket, key, query.get('versionId') ?? undefined)
}

export function authorizeObject(
  cloud: Cloud,
  principal: Principal,
  action: string,
  bucket: BucketSpec,
  key: string,
  versionId?: string,
): void {
  const isOfVersion = versionId !== undefined && /:(?:Get|Delete)Object$/.test(action)
  const context: ConditionContext = isOfVersion ? { 's3:VersionId': versionId } : {}
  cloud.authorize(principal, isOfVersion ? `${action}Version` : action, `${bucket.arn}/${key}`, context)
}

/** Who may not list does not learn from a 404 what is there. */
export function missing(cloud: Cloud, { call, bucket }: S3Request, error: AwsError): AwsError {
  try {
    cloud.authorize(call.principal, 's3:ListBucket', bucket.arn)
    return error
  } catch {
    return new AwsError('AccessDenied', 'Access Denied', 403)
  }
}

function listContext(query: URLSearchParams): ConditionContext {
  const named = ['prefix', 'delimiter', 'max-keys'].filter((name) => query.has(name))
  return Object.fromEntries(named.map((name) => [`s3:${name}`, query.get(name)!]))
}
