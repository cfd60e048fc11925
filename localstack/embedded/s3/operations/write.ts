/** PutObject, CopyObject. */
import { authorizeObject, missing } from '../access.ts'
import { readUpload } from '../body.ts'
import { assertMayWrite, isWanted } from '../conditions.ts'
import type { S3Context, S3Operation } from '../context.ts'
import { noSuchBucket, noSuchKey, preconditionFailed } from '../errors.ts'
import { keptHeaders, quoted, versionHeader } from '../headers.ts'
import type { NewObject, StoredObject } from '../objects.ts'
import { type S3Request, splitPath } from '../request.ts'
import { document } from '../xml.ts'

export const putObject: S3Operation = async (context, request) => {
  const { headers, rawBody } = request.call
  const { bytes, etag, checksums } = readUpload(rawBody, headers)
  const version = await storeObject(context, request, {
    blob: await context.blobs.write(bytes),
    size: bytes.length,
    etag,
    headers: keptHeaders(headers),
    checksums,
  })
  return {
    headers: {
      etag: quoted(etag),
      'x-amz-server-side-encryption': 'AES256',
      ...versionHeader(version),
      ...(Object.keys(checksums).length > 0 ? { ...checksums, 'x-amz-checksum-type': 'FULL_OBJECT' } : {}),
    },
    body: Buffer.alloc(0),
  }
}

export const copyObject: S3Operation = async (context, request) => {
  const { headers } = request.call
  const source = sourceOf(context, request)
  if (!isWanted(source, headers, 'x-amz-copy-source-')) throw preconditionFailed('x-amz-copy-source-If-None-Match')
  const replaces = headers['x-amz-metadata-directive'] === 'REPLACE'
  const version = await storeObject(context, request, {
    blob: await context.blobs.copy(source.blob!),
    size: source.size,
    etag: source.etag,
    headers: replaces ? keptHeaders(headers) : source.headers,
    checksums: source.checksums,
  })
  const LastModified = new Date().toISOString()
  const from: Record<string, string> =
    source.version === 'null' ? {} : { 'x-amz-copy-source-version-id': source.version }
  return {
    headers: { 'content-type': 'application/xml', ...from, ...versionHeader(version) },
    body: document('CopyObjectResult', { LastModified, ETag: quoted(source.etag) }),
  }
}

/** Makes the blob the key's current content, if the request's conditions hold. @returns the version */
export async function storeObject(
  { objects, blobs }: S3Context,
  { bucket, key, call }: S3Request,
  content: Omit<NewObject, 'key' | 'modifiedAt'>,
): Promise<string> {
  try {
    const object = { ...content, key, modifiedAt: Date.now() }
    const { version, orphans } = objects.put(bucket, object, (current) => assertMayWrite(key, current, call.headers))
    blobs.remove(orphans)
    return version
  } catch (error) {
    blobs.remove([content.blob!])
    throw error
  }
}

/** `[/]bucket/key[?versionId=…]`, percent-encoded. */
function sourceOf({ cloud, buckets, objects }: S3Context, request: S3Request): StoredObject {
  const [path = '', search] = request.call.headers['x-amz-copy-source']!.split('?')
  const named = splitPath(path.startsWith('/') ? path : `/${path}`)
  const bucket = buckets.get(named.bucket)
  if (!bucket) throw noSuchBucket(named.bucket)
  const versionId = new URLSearchParams(search).get('versionId') ?? undefined
  authorizeObject(cloud, request.call.principal, 's3:GetObject', bucket, named.key, versionId)
  const found =
    versionId === undefined
      ? objects.newest(bucket.name, named.key)
      : objects.versionsOf(bucket.name, named.key).find(({ version }) => version === versionId)
  if (found && !found.isMarker) return found
  throw missing(cloud, { ...request, bucket }, noSuchKey(named.key))
}
