/**
 * Files in the service's own bucket. The S3 client is loaded with the first use, so that a warm function that has its
 * file in memory, or never needs one, does not pay for it.
 */
import type { S3ServiceException } from '@aws-sdk/client-s3'
import { env } from './env.ts'

export interface ObjectInfo {
  /** Changes with the content; for `ifMatch` and `unless`. */
  readonly etag: string
  readonly size: number
  readonly lastModified: Date
}

export interface ObjectContent extends ObjectInfo {
  readonly body: Uint8Array
}

/** Somebody else wrote the file since it was read, or created it first. */
export class ObjectChanged extends Error {
  constructor(key: string) {
    super(`The file ${key} was written by somebody else`)
    this.name = 'ObjectChanged'
  }
}

const connect = () => import('./clients/s3.ts')

/**
 * The file, `undefined` when there is none, or `'unchanged'` when it still has the ETag in `unless`.
 * A read after a write sees the write.
 */
export async function getObject(
  key: string,
  options: { unless?: string | undefined } = {},
): Promise<ObjectContent | 'unchanged' | undefined> {
  const { s3, GetObjectCommand } = await connect()
  try {
    const answer = await s3.send(
      new GetObjectCommand({ Bucket: env.bucketName, Key: key, IfNoneMatch: options.unless }),
    )
    return { ...infoOf(answer), body: await answer.Body!.transformToByteArray() }
  } catch (error) {
    const status = statusOf(error)
    if (status === 304) return 'unchanged'
    if (status === 404) return undefined
    throw error
  }
}

/** What is known of the file without reading it; `undefined` when there is none. */
export async function headObject(key: string): Promise<ObjectInfo | undefined> {
  const { s3, HeadObjectCommand } = await connect()
  try {
    return infoOf(await s3.send(new HeadObjectCommand({ Bucket: env.bucketName, Key: key })))
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}

/**
 * Writes the file at once: readers see the old content or the new one.
 * @param options.ifMatch only over the content with this ETag; `null`: only when there is no file yet
 * @throws {ObjectChanged}
 */
export async function putObject(
  key: string,
  body: Uint8Array | string,
  options: { contentType?: string; ifMatch?: string | null } = {},
): Promise<{ etag: string }> {
  const { s3, PutObjectCommand } = await connect()
  const { ifMatch } = options
  try {
    const { ETag } = await s3.send(
      new PutObjectCommand({
        Bucket: env.bucketName,
        Key: key,
        Body: body,
        ContentType: options.contentType ?? 'application/octet-stream',
        ...(ifMatch === null ? { IfNoneMatch: '*' } : { IfMatch: ifMatch }),
      }),
    )
    return { etag: ETag! }
  } catch (error) {
    // 404: the file that was read is gone. 409: another write of it is under way.
    const lost = ifMatch === undefined ? [] : [404, 409, 412]
    if (lost.includes(statusOf(error) ?? 0)) throw new ObjectChanged(key)
    throw error
  }
}

/** Deleting what is not there is no error. */
export async function deleteObject(key: string): Promise<void> {
  const { s3, DeleteObjectCommand } = await connect()
  await s3.send(new DeleteObjectCommand({ Bucket: env.bucketName, Key: key }))
}

/** Keys with the prefix, in order, up to 1000. */
export async function listObjects(prefix: string): Promise<(ObjectInfo & { key: string })[]> {
  const { s3, ListObjectsV2Command } = await connect()
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: env.bucketName, Prefix: prefix }))
  return Contents.map(({ Key, Size, ...rest }) => ({ key: Key!, ...infoOf({ ...rest, ContentLength: Size }) }))
}

const infoOf = (answer: {
  ETag?: string | undefined
  ContentLength?: number | undefined
  LastModified?: Date | undefined
}): ObjectInfo => ({
  etag: answer.ETag!,
  size: answer.ContentLength ?? 0,
  lastModified: answer.LastModified ?? new Date(0),
})

const statusOf = (error: unknown): number | undefined =>
  (error as Partial<S3ServiceException>)?.$metadata?.httpStatusCode
