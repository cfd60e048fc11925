/** Amazon S3: buckets of the assembly, their objects as files, checked by IAM and bucket policies. */
import { join } from 'node:path'
import { AwsError, type Cloud, type Emulator } from '../types.ts'
import { authorizeRequest } from './access.ts'
import { openBlobs } from './blobs.ts'
import { type BucketSpec, bucketSpec } from './bucket-spec.ts'
import type { S3Context, S3Operation } from './context.ts'
import { noSuchBucket, notImplemented } from './errors.ts'
import { expire } from './expire.ts'
import { openObjects } from './objects.ts'
import { deleteObject, deleteObjects } from './operations/delete.ts'
import {
  getBucketLocation,
  getBucketVersioning,
  headBucket,
  listBuckets,
  listObjects,
  listObjectVersions,
} from './operations/list.ts'
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listMultipartUploads,
  listParts,
  uploadPart,
} from './operations/multipart.ts'
import { getObject, headObject } from './operations/read.ts'
import { copyObject, putObject } from './operations/write.ts'
import { operationOf, splitPath } from './request.ts'
import { resources } from './resource-support.ts'
import { openUploads } from './uploads.ts'
import { bucketsView } from './view.ts'

const EXPIRE_EVERY_MS = 60_000

const operations: Readonly<Record<string, S3Operation>> = {
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateMultipartUpload: createMultipartUpload,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  GetBucketLocation: getBucketLocation,
  GetBucketVersioning: getBucketVersioning,
  GetObject: getObject,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListMultipartUploads: listMultipartUploads,
  ListObjectVersions: listObjectVersions,
  ListObjectsV2: listObjects,
  ListParts: listParts,
  PutObject: putObject,
  UploadPart: uploadPart,
}

export function s3(): Emulator {
  let context: S3Context
  let timer: NodeJS.Timeout | undefined

  return {
    name: 's3',
    resources,
    protocol: { kind: 'rest-xml', signingName: 's3', operationOf },
    async prepare(cloud) {
      context = await openContext(cloud)
    },
    async start() {
      if (context.buckets.size === 0) return
      const sweep = () => {
        try {
          expire(context, Date.now())
        } catch (error) {
          context.cloud.log.error('The lifecycle of buckets broke', error)
        }
      }
      sweep()
      timer = setInterval(sweep, EXPIRE_EVERY_MS).unref()
    },
    async stop() {
      clearInterval(timer)
    },
    async handle(call) {
      const { cloud, buckets } = context
      if (call.operation === 'ListBuckets') {
        cloud.authorize(call.principal, 's3:ListAllMyBuckets', 'arn:aws:s3:::')
        return listBuckets(context)
      }
      const named = splitPath(call.path)
      const bucket = buckets.get(named.bucket)
      if (!bucket) throw noSuchBucket(named.bucket)
      const operation = operations[call.operation]
      if (!operation) throw notImplemented(call.operation)
      if (Buffer.byteLength(named.key) > 1024) throw new AwsError('KeyTooLongError', 'Your key is too long', 400)
      const request = { call, bucket, key: named.key }
      authorizeRequest(cloud, request)
      return operation(context, request)
    },
    views: { buckets: (request) => bucketsView(context, request) },
  }
}

async function openContext(cloud: Cloud): Promise<S3Context> {
  const specs = cloud.resources('AWS::S3::Bucket').map((resource): [string, BucketSpec] => {
    return [resource.physicalId, bucketSpec(resource)]
  })
  const objects = openObjects(cloud.store)
  const uploads = openUploads(cloud.store)
  const blobs = await openBlobs(join(cloud.dataFolder, 's3'))
  blobs.sweep(new Set([...objects.blobs(), ...uploads.blobs()]))
  return { cloud, buckets: new Map(specs), objects, uploads, blobs }
}
