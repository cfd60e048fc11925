/** Multipart uploads: a file in parts, which becomes an object at once when it is completed. */
import { createHash } from 'node:crypto'
import { AwsError } from '../../types.ts'
import { readUpload } from '../body.ts'
import type { S3Context, S3Operation } from '../context.ts'
import { invalidArgument, noSuchUpload } from '../errors.ts'
import { keptHeaders, quoted, versionHeader } from '../headers.ts'
import type { S3Request } from '../request.ts'
import type { Part, StartedUpload } from '../uploads.ts'
import { document, readParts } from '../xml.ts'
import { storeObject } from './write.ts'

const MAX_PART_NUMBER = 10_000
/** Of every part but the last. */
const MIN_PART_BYTES = 5 * 1024 * 1024

const xml = { 'content-type': 'application/xml' }

export const createMultipartUpload: S3Operation = ({ uploads }, { bucket, key, call }) => {
  const headers = keptHeaders(call.headers)
  const UploadId = uploads.start({ bucket: bucket.name, key, headers, startedAt: Date.now() })
  return { headers: xml, body: document('InitiateMultipartUploadResult', { Bucket: bucket.name, Key: key, UploadId }) }
}

export const uploadPart: S3Operation = async (context, request) => {
  const { call } = request
  const upload = uploadOf(context, request)
  const number = Number(call.query.get('partNumber'))
  if (!Number.isInteger(number) || number < 1 || number > MAX_PART_NUMBER) {
    throw invalidArgument(`Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`)
  }
  const { bytes, etag, checksums } = readUpload(call.rawBody, call.headers)
  const part = { number, blob: await context.blobs.write(bytes), size: bytes.length, etag, modifiedAt: Date.now() }
  context.blobs.remove(context.uploads.putPart(upload.id, part))
  return { headers: { etag: quoted(etag), ...checksums }, body: Buffer.alloc(0) }
}

export const completeMultipartUpload: S3Operation = async (context, request) => {
  const { uploads, blobs } = context
  const { bucket, key, call } = request
  const upload = uploadOf(context, request)
  const parts = chosenParts(uploads.parts(upload.id), readParts(call.rawBody.toString()))
  const digests = createHash('md5')
  for (const { etag } of parts) digests.update(etag, 'hex')
  const etag = `${digests.digest('hex')}-${parts.length}`
  const version = await storeObject(context, request, {
    blob: await blobs.join(parts.map(({ blob }) => blob)),
    size: parts.reduce((sum, { size }) => sum + size, 0),
    etag,
    headers: upload.headers,
    checksums: {},
  })
  blobs.remove(uploads.remove(upload.id))
  const Location = `${context.cloud.endpoint}${call.path}`
  return {
    headers: { ...xml, ...versionHeader(version) },
    body: document('CompleteMultipartUploadResult', { Location, Bucket: bucket.name, Key: key, ETag: quoted(etag) }),
  }
}

export const abortMultipartUpload: S3Operation = (context, request) => {
  const { id } = uploadOf(context, request)
  context.blobs.remove(context.uploads.remove(id))
  return { status: 204, body: Buffer.alloc(0) }
}

export const listParts: S3Operation = (context, request) => {
  const upload = uploadOf(context, request)
  const Part = context.uploads.parts(upload.id).map(({ number, modifiedAt, etag, size }) => ({
    PartNumber: number,
    LastModified: new Date(modifiedAt).toISOString(),
    ETag: quoted(etag),
    Size: size,
  }))
  const { bucket, key } = request
  const whole = { Bucket: bucket.name, Key: key, UploadId: upload.id, IsTruncated: false, Part }
  return { headers: xml, body: document('ListPartsResult', whole) }
}

export const listMultipartUploads: S3Operation = ({ uploads }, { bucket, call }) => {
  const Upload = uploads.list(bucket.name, call.query.get('prefix') ?? '').map(({ id, key, startedAt }) => ({
    Key: key,
    UploadId: id,
    Initiated: new Date(startedAt).toISOString(),
  }))
  return {
    headers: xml,
    body: document('ListMultipartUploadsResult', { Bucket: bucket.name, IsTruncated: false, Upload }),
  }
}

function uploadOf({ uploads }: S3Context, { bucket, key, call }: S3Request): StartedUpload {
  const id = call.query.get('uploadId') ?? ''
  const upload = uploads.find(id)
  if (upload?.bucket !== bucket.name || upload.key !== key) throw noSuchUpload(id)
  return upload
}

/** @throws InvalidPart, InvalidPartOrder, EntityTooSmall */
function chosenParts(sent: readonly Part[], chosen: readonly { number: number; etag: string }[]): Part[] {
  const byNumber = new Map(sent.map((part) => [part.number, part]))
  if (chosen.some(({ number }, index) => index > 0 && number <= chosen[index - 1]!.number)) {
    throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.', 400)
  }
  return chosen.map(({ number, etag }, index) => {
    const part = byNumber.get(number)
    if (part?.etag !== etag) {
      throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.', 400, {
        PartNumber: number,
      })
    }
    if (index < chosen.length - 1 && part.size < MIN_PART_BYTES) {
      const message = 'Your proposed upload is smaller than the minimum allowed size'
      throw new AwsError('EntityTooSmall', message, 400, { PartNumber: number })
    }
    return part
  })
}
