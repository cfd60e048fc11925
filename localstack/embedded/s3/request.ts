/** Which operation a request is, by method, path (`/bucket/key`) and the query that names a subresource. */
import type { AwsCall, RestRequest } from '../types.ts'
import type { BucketSpec } from './bucket-spec.ts'
import { invalidArgument } from './errors.ts'

/** One call with what its path names. */
export interface S3Request {
  readonly call: AwsCall
  readonly bucket: BucketSpec
  /** Empty for calls to the bucket itself. */
  readonly key: string
}

/** Queries that make a call to an object something else than reading, writing or deleting it. */
const subresources = [
  ...['acl', 'annotation', 'attributes', 'encryption', 'legal-hold', 'partNumber', 'renameObject', 'restore'],
  ...['retention', 'select', 'tagging', 'torrent'],
]

export function splitPath(path: string): { bucket: string; key: string } {
  const [bucket = '', ...rest] = path.slice(1).split('/')
  try {
    return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(rest.join('/')) }
  } catch {
    throw invalidArgument('The path is not percent-encoded UTF-8.')
  }
}

/** The name of the API's operation, or method and subresource of one that is not emulated. */
export function operationOf({ method, path, query, headers }: RestRequest): string {
  const [bucket, ...key] = path.slice(1).split('/')
  const known = !bucket ? ofService(method) : key.join('') ? ofObject(method, query, headers) : ofBucket(method, query)
  const [other] = [...query].find(([, value]) => value === '') ?? []
  return known ?? `${method} ${other ? `?${other}` : 'of this path'}`
}

const ofService = (method: string) => (method === 'GET' ? 'ListBuckets' : undefined)

function ofBucket(method: string, query: URLSearchParams): string | undefined {
  if (method === 'POST' && query.has('delete')) return 'DeleteObjects'
  if (method === 'HEAD') return 'HeadBucket'
  if (method !== 'GET') return undefined
  if (query.has('location')) return 'GetBucketLocation'
  if (query.has('versioning')) return 'GetBucketVersioning'
  if (query.has('versions')) return 'ListObjectVersions'
  if (query.has('uploads')) return 'ListMultipartUploads'
  return query.get('list-type') === '2' ? 'ListObjectsV2' : undefined
}

function ofObject(method: string, query: URLSearchParams, headers: RestRequest['headers']): string | undefined {
  const isCopy = headers['x-amz-copy-source'] !== undefined
  if (query.has('uploadId')) {
    if (method === 'PUT') return isCopy ? undefined : 'UploadPart'
    return { GET: 'ListParts', POST: 'CompleteMultipartUpload', DELETE: 'AbortMultipartUpload' }[method]
  }
  if (method === 'POST' && query.has('uploads')) return 'CreateMultipartUpload'
  if (subresources.some((name) => query.has(name))) return undefined
  if (method === 'PUT') return isCopy ? 'CopyObject' : 'PutObject'
  return { GET: 'GetObject', HEAD: 'HeadObject', DELETE: 'DeleteObject' }[method]
}
