import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { describe, expect, it } from '@jest/globals'
import { aStore, Bucket } from './support.ts'

const put = (s3: S3Client, Key: string, Body: string, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }))
const read = async (s3: S3Client, Key: string, more: object = {}) =>
  (await s3.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body!.transformToString()
const md5 = (text: string) => `"${createHash('md5').update(text).digest('hex')}"`

describe('An object', () => {
  it('comes back as it was put, with type, metadata, ETag and checksum', async () => {
    const { s3 } = await aStore()

    const written = await put(s3, 'a b/ü+?&<.json', '{"a":1}', {
      ContentType: 'application/json',
      CacheControl: 'max-age=5',
      Metadata: { made: 'here' },
    })

    const answer = await s3.send(new GetObjectCommand({ Bucket, Key: 'a b/ü+?&<.json' }))
    expect(written).toMatchObject({ ETag: md5('{"a":1}'), ChecksumCRC32: expect.any(String) })
    expect(await answer.Body!.transformToString()).toBe('{"a":1}')
    expect(answer).toMatchObject({
      ETag: md5('{"a":1}'),
      ContentLength: 7,
      ContentType: 'application/json',
      CacheControl: 'max-age=5',
      Metadata: { made: 'here' },
      ChecksumCRC32: written.ChecksumCRC32,
      LastModified: expect.any(Date),
    })
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'a b/ü+?&<.json' }))).toMatchObject({
      ContentLength: 7,
      ETag: md5('{"a":1}'),
    })
  })

  it('may be sent as a stream, whose checksum follows it, and be empty', async () => {
    const { s3 } = await aStore()
    const chunks = [Buffer.alloc(70_000, 'a'), Buffer.alloc(70_000, 'b')]

    await s3.send(new PutObjectCommand({ Bucket, Key: 's', Body: Readable.from(chunks), ContentLength: 140_000 }))
    await s3.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: Buffer.alloc(0), ContentLength: 0 }))

    expect(await read(s3, 's')).toBe(Buffer.concat(chunks).toString())
    expect(await read(s3, 'empty')).toBe('')
  })

  it('whose checksum does not fit is refused, and nothing is stored', async () => {
    const { s3 } = await aStore()

    await expect(put(s3, 'a', 'text', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' })
    await expect(put(s3, 'a', 'text', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })).rejects.toMatchObject({
      name: 'BadDigest',
    })

    await expect(read(s3, 'a')).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  it('can be read in parts', async () => {
    const { s3 } = await aStore()
    await put(s3, 'a', '0123456789')

    expect(await read(s3, 'a', { Range: 'bytes=2-4' })).toBe('234')
    expect(await read(s3, 'a', { Range: 'bytes=7-' })).toBe('789')
    expect(await read(s3, 'a', { Range: 'bytes=-2' })).toBe('89')
    expect(await s3.send(new GetObjectCommand({ Bucket, Key: 'a', Range: 'bytes=8-99' }))).toMatchObject({
      ContentRange: 'bytes 8-9/10',
      $metadata: { httpStatusCode: 206 },
    })
    await expect(read(s3, 'a', { Range: 'bytes=10-' })).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    })
  })

  it('that is not there, or whose bucket is not, is a named error', async () => {
    const { s3 } = await aStore()

    await expect(read(s3, 'none')).rejects.toMatchObject({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } })
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' }))).rejects.toMatchObject({ name: 'NotFound' })
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'none' }))).rejects.toMatchObject({ name: 'NotFound' })
    await expect(s3.send(new GetObjectCommand({ Bucket: 'none', Key: 'a' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    })
  })

  it('is gone after it is deleted, and deleting it again is no error', async () => {
    const { s3 } = await aStore()
    await put(s3, 'a', '1')

    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }))
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }))

    await expect(read(s3, 'a')).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  it('is deleted with others in one call', async () => {
    const { s3 } = await aStore()
    await put(s3, 'a&b', '1')
    await put(s3, 'c', '1')

    const answer = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a&b' }, { Key: 'none' }] } }),
    )

    expect(answer.Deleted).toEqual([{ Key: 'a&b' }, { Key: 'none' }])
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }))
    expect(Contents!.map(({ Key }) => Key)).toEqual(['c'])
  })

  it('can be copied, with its metadata or with other', async () => {
    const { s3 } = await aStore()
    await put(s3, 'a b', 'text', { ContentType: 'text/plain' })

    await s3.send(new CopyObjectCommand({ Bucket, Key: 'c', CopySource: `${Bucket}/a%20b` }))
    const replaced = { MetadataDirective: 'REPLACE', ContentType: 'text/html' } as const
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'd', CopySource: `/${Bucket}/a%20b`, ...replaced }))

    expect(await read(s3, 'c')).toBe('text')
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'c' }))).toMatchObject({ ContentType: 'text/plain' })
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'd' }))).toMatchObject({ ContentType: 'text/html' })
    await expect(
      s3.send(new CopyObjectCommand({ Bucket, Key: 'e', CopySource: `${Bucket}/none` })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' })
  })
})

describe('Conditions', () => {
  it('let only the first of many writers create an object', async () => {
    const { s3 } = await aStore()

    const writers = Array.from({ length: 20 }, (_, n) => put(s3, 'a', `writer ${n}`, { IfNoneMatch: '*' }))
    const results = await Promise.allSettled(writers)

    const lost = results.filter((result) => result.status === 'rejected')
    expect(lost).toHaveLength(19)
    for (const { reason } of lost) {
      expect(reason).toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } })
    }
  })

  it('let only the writer who read the last content replace it', async () => {
    const { s3 } = await aStore()
    const { ETag } = await put(s3, 'a', '1')

    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => put(s3, 'a', `next ${n}`, { IfMatch: ETag })),
    )

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(put(s3, 'none', '1', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  it('tell a reader that nothing changed, or that something did', async () => {
    const { s3 } = await aStore()
    const { ETag } = await put(s3, 'a', '1')

    await expect(read(s3, 'a', { IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } })
    await expect(read(s3, 'a', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' })
    expect(await read(s3, 'a', { IfNoneMatch: '"other"', IfMatch: undefined })).toBe('1')
  })
})

describe('Reading while writing', () => {
  it('gives one content or the other, never a part of each', async () => {
    const { s3 } = await aStore()
    const contents = ['a', 'b'].map((letter) => letter.repeat(300_000))
    await put(s3, 'a', contents[0]!)

    const writes = Array.from({ length: 20 }, (_, n) => put(s3, 'a', contents[n % 2]!))
    const reads = Array.from({ length: 20 }, () => read(s3, 'a'))
    const seen = await Promise.all(reads)
    await Promise.all(writes)

    for (const text of seen) expect(contents.includes(text)).toBe(true)
  })
})

describe('Lists', () => {
  const keys = ['a', 'a/1', 'a/2', 'a/b/3', 'b', 'ä', 'z/1']

  async function aFilledStore() {
    const { s3 } = await aStore()
    for (const key of keys) await put(s3, key, key)
    return s3
  }
  const list = (s3: S3Client, more: object = {}) => s3.send(new ListObjectsV2Command({ Bucket, ...more }))

  it('are in the order of the bytes of the keys', async () => {
    const s3 = await aFilledStore()

    const { Contents, KeyCount, IsTruncated } = await list(s3)

    expect(Contents!.map(({ Key }) => Key)).toEqual(['a', 'a/1', 'a/2', 'a/b/3', 'b', 'z/1', 'ä'])
    expect(Contents![1]).toMatchObject({ Size: 3, ETag: md5('a/1'), LastModified: expect.any(Date) })
    expect({ KeyCount, IsTruncated }).toEqual({ KeyCount: 7, IsTruncated: false })
  })

  it('show folders where keys are grouped by a delimiter', async () => {
    const s3 = await aFilledStore()

    const top = await list(s3, { Delimiter: '/' })
    const inner = await list(s3, { Delimiter: '/', Prefix: 'a/' })

    expect(top.Contents!.map(({ Key }) => Key)).toEqual(['a', 'b', 'ä'])
    expect(top.CommonPrefixes).toEqual([{ Prefix: 'a/' }, { Prefix: 'z/' }])
    expect(inner.Contents!.map(({ Key }) => Key)).toEqual(['a/1', 'a/2'])
    expect(inner.CommonPrefixes).toEqual([{ Prefix: 'a/b/' }])
  })

  it('come in pages that together are the whole, folders included', async () => {
    const s3 = await aFilledStore()
    for (const MaxKeys of [1, 2, 3]) {
      for (const Delimiter of [undefined, '/']) {
        const whole = await list(s3, { Delimiter })
        const paged: unknown[] = []
        let ContinuationToken: string | undefined
        do {
          const page = await list(s3, { MaxKeys, Delimiter, ContinuationToken })
          paged.push(...(page.Contents ?? []), ...(page.CommonPrefixes ?? []))
          ContinuationToken = page.NextContinuationToken
        } while (ContinuationToken)
        expect(new Set(paged.map((entry) => JSON.stringify(entry)))).toEqual(
          new Set([...whole.Contents!, ...(whole.CommonPrefixes ?? [])].map((entry) => JSON.stringify(entry))),
        )
        expect(paged).toHaveLength(Delimiter ? 5 : 7)
      }
    }
  })

  it('begin after a key, and name the buckets', async () => {
    const s3 = await aFilledStore()

    expect((await list(s3, { StartAfter: 'b' })).Contents!.map(({ Key }) => Key)).toEqual(['z/1', 'ä'])
    expect((await s3.send(new ListBucketsCommand({}))).Buckets).toMatchObject([{ Name: Bucket }])
  })
})

describe('What is not emulated', () => {
  it('is an error that says so', async () => {
    const { s3 } = await aStore()
    const tagging = new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } })

    await expect(s3.send(tagging)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('PUT ?tagging'),
    })
    await expect(aStore({ NotificationConfiguration: {} })).rejects.toThrow(/NotificationConfiguration is not emulated/)
    const byTag = { Rules: [{ Status: 'Enabled', ExpirationInDays: 1, TagFilters: [] }] }
    await expect(aStore({ LifecycleConfiguration: byTag })).rejects.toThrow(/TagFilters is not emulated/)
  })
})
