/** DeleteObject, DeleteObjects. Deleting what is not there succeeds. */
import { AwsError } from '../../types.ts'
import { authorizeObject } from '../access.ts'
import { readUpload } from '../body.ts'
import { assertMayWrite } from '../conditions.ts'
import type { S3Context, S3Operation } from '../context.ts'
import type { S3Request } from '../request.ts'
import { document, readDelete } from '../xml.ts'

interface Deleted {
  readonly isMarker: boolean
  /** Of the version that was removed, or of the marker that was written. */
  readonly version: string | undefined
}

export const deleteObject: S3Operation = (context, request) => {
  const { 'if-match': ifMatch } = request.call.headers
  if (ifMatch !== undefined) {
    const current = context.objects.newest(request.bucket.name, request.key)
    assertMayWrite(request.key, current?.isMarker ? undefined : current, { 'if-match': ifMatch })
  }
  const versionId = request.call.query.get('versionId') ?? undefined
  const { isMarker, version } = remove(context, request, request.key, versionId)
  const headers: Record<string, string> = {}
  if (isMarker) headers['x-amz-delete-marker'] = 'true'
  if (version !== undefined) headers['x-amz-version-id'] = version
  return { status: 204, headers, body: Buffer.alloc(0) }
}

export const deleteObjects: S3Operation = (context, request) => {
  const { call, bucket } = request
  const { bytes } = readUpload(call.rawBody, call.headers)
  const { objects, quiet } = readDelete(bytes.toString())
  const Deleted: object[] = []
  const Failed: object[] = []
  for (const { key: Key, versionId: VersionId } of objects) {
    try {
      authorizeObject(context.cloud, call.principal, 's3:DeleteObject', bucket, Key, VersionId)
      const { isMarker, version } = remove(context, request, Key, VersionId)
      const marker = isMarker && { DeleteMarker: true, DeleteMarkerVersionId: version }
      Deleted.push({ Key, VersionId, ...marker })
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      const Code = error.code === 'AccessDeniedException' ? 'AccessDenied' : error.code
      Failed.push({ Key, VersionId, Code, Message: error.message })
    }
  }
  return {
    headers: { 'content-type': 'application/xml' },
    body: document('DeleteResult', { Deleted: quiet ? [] : Deleted, Error: Failed }),
  }
}

function remove({ objects, blobs }: S3Context, { bucket }: S3Request, key: string, versionId?: string): Deleted {
  if (versionId === undefined) {
    const { isMarker, orphans, version } = objects.delete(bucket, key, Date.now())
    blobs.remove(orphans)
    return { isMarker, version: isMarker ? version : undefined }
  }
  const found = objects.versionsOf(bucket.name, key).find(({ version }) => version === versionId)
  if (found) blobs.remove(objects.deleteVersion(found))
  return { isMarker: found?.isMarker ?? false, version: versionId }
}
