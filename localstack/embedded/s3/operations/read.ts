/** GetObject, HeadObject. */
import { createReadStream } from 'node:fs'
import { AwsError } from '../../types.ts'
import { missing } from '../access.ts'
import { isWanted, rangeOf } from '../conditions.ts'
import type { S3Context, S3Operation } from '../context.ts'
import { noSuchKey, noSuchVersion } from '../errors.ts'
import { objectHeaders, quoted } from '../headers.ts'
import type { StoredObject } from '../objects.ts'
import type { S3Request } from '../request.ts'

export const getObject: S3Operation = (context, request) => {
  const { call } = request
  const object = readable(context, request)
  const headers = { ...headersFor(object, request), ...overrides(call.query) }
  if (!isWanted(object, call.headers)) return notModified(object)
  const range = rangeOf(call.headers.range, object.size)
  const { start, end } = range ?? { start: 0, end: object.size - 1 }
  const length = { 'content-length': String(end - start + 1) }
  const partial = range && { 'content-range': `bytes ${start}-${end}/${object.size}` }
  const body =
    end < start ? Buffer.alloc(0) : createReadStream('', { fd: context.blobs.open(object.blob!), start, end })
  return { status: range ? 206 : 200, headers: { ...headers, ...length, ...partial }, body }
}

export const headObject: S3Operation = (context, request) => {
  const object = readable(context, request)
  if (!isWanted(object, request.call.headers)) return notModified(object)
  const headers = { ...headersFor(object, request), 'content-length': String(object.size) }
  return { headers, body: Buffer.alloc(0) }
}

/** @throws NoSuchKey, NoSuchVersion, MethodNotAllowed for a delete marker that is asked for by its version */
function readable({ cloud, objects }: S3Context, request: S3Request): StoredObject {
  const { bucket, key, call } = request
  const versionId = call.query.get('versionId')
  if (versionId === null) {
    const newest = objects.newest(bucket.name, key)
    if (newest && !newest.isMarker) return newest
    throw missing(cloud, request, noSuchKey(key))
  }
  const found = objects.versionsOf(bucket.name, key).find(({ version }) => version === versionId)
  if (!found) throw missing(cloud, request, noSuchVersion(key, versionId))
  if (!found.isMarker) return found
  throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405, {
    ResourceType: 'DeleteMarker',
  })
}

const headersFor = (object: StoredObject, { call }: S3Request) =>
  objectHeaders(object, call.headers['x-amz-checksum-mode'] === 'ENABLED' && call.headers.range === undefined)

const notModified = ({ etag, modifiedAt }: StoredObject) => ({
  status: 304,
  headers: { etag: quoted(etag), 'last-modified': new Date(modifiedAt).toUTCString() },
  body: Buffer.alloc(0),
})

/** `response-content-type=…` and its like. */
function overrides(query: URLSearchParams): Record<string, string> {
  const wanted = [...query].filter(([name]) => name.startsWith('response-'))
  return Object.fromEntries(wanted.map(([name, value]) => [name.slice('response-'.length), value]))
}
