import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, it } from '@jest/globals'
import { aStore, Bucket } from './support.ts'

const MIB = 1024 * 1024
const Key = 'large'

async function start(s3: S3Client) {
  const created = new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/plain' })
  return (await s3.send(created)).UploadId!
}
async function send(s3: S3Client, UploadId: string, PartNumber: number, Body: Buffer) {
  const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))
  return { PartNumber, ETag }
}
const complete = (s3: S3Client, UploadId: string, Parts: { PartNumber: number; ETag: string | undefined }[]) =>
  s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }))

describe('A file in parts', () => {
  it('becomes an object when it is completed, and not before', async () => {
    const { s3 } = await aStore()
    const UploadId = await start(s3)
    const first = Buffer.alloc(5 * MIB, 'a')
    await send(s3, UploadId, 2, Buffer.from('thrown away'))
    const parts = [await send(s3, UploadId, 1, first), await send(s3, UploadId, 2, Buffer.from('end'))]

    await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NotFound' })
    expect((await s3.send(new ListPartsCommand({ Bucket, Key, UploadId }))).Parts).toMatchObject([
      { PartNumber: 1, Size: 5 * MIB },
      { PartNumber: 2, Size: 3 },
    ])
    const { ETag } = await complete(s3, UploadId, parts)

    const object = await s3.send(new GetObjectCommand({ Bucket, Key }))
    expect(object).toMatchObject({ ETag, ContentLength: 5 * MIB + 3, ContentType: 'text/plain' })
    expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/)
    expect((await object.Body!.transformToString()).slice(-5)).toBe('aaend')
    await expect(complete(s3, UploadId, parts)).rejects.toMatchObject({ name: 'NoSuchUpload' })
  })

  it('is refused with small, missing or unordered parts', async () => {
    const { s3 } = await aStore()
    const UploadId = await start(s3)
    const parts = [await send(s3, UploadId, 1, Buffer.from('a')), await send(s3, UploadId, 2, Buffer.from('b'))]

    await expect(complete(s3, UploadId, parts)).rejects.toMatchObject({ name: 'EntityTooSmall' })
    await expect(complete(s3, UploadId, [...parts].reverse())).rejects.toMatchObject({ name: 'InvalidPartOrder' })
    await expect(complete(s3, UploadId, [{ PartNumber: 1, ETag: '"x"' }])).rejects.toMatchObject({
      name: 'InvalidPart',
    })
  })

  it('is gone when it is given up', async () => {
    const { s3 } = await aStore()
    const UploadId = await start(s3)
    await send(s3, UploadId, 1, Buffer.from('a'))
    const list = async () => (await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads
    expect(await list()).toMatchObject([{ Key, UploadId }])

    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))

    expect(await list()).toBeUndefined()
    await expect(send(s3, UploadId, 2, Buffer.from('a'))).rejects.toMatchObject({ name: 'NoSuchUpload' })
  })
})
