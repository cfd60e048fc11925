import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { describe, expect, it } from '@jest/globals'
import { aStore, Bucket, versioned } from './support.ts'

const put = async (s3: S3Client, Key: string, Body: string) =>
  (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId!
const read = async (s3: S3Client, Key: string, VersionId?: string) =>
  (await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body!.transformToString()
const listVersions = (s3: S3Client, more: object = {}) => s3.send(new ListObjectVersionsCommand({ Bucket, ...more }))

describe('A bucket with versions', () => {
  it('keeps what was replaced, to be read and brought back', async () => {
    const { s3 } = await aStore(versioned)
    const first = await put(s3, 'a', '1')
    const second = await put(s3, 'a', '2')

    expect(await read(s3, 'a')).toBe('2')
    expect(await read(s3, 'a', first)).toBe('1')
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'a', CopySource: `${Bucket}/a?versionId=${first}` }))
    expect(await read(s3, 'a')).toBe('1')
    expect(await read(s3, 'a', second)).toBe('2')
    await expect(read(s3, 'a', 'none')).rejects.toMatchObject({ name: 'NoSuchVersion' })
  })

  it('hides a deleted object behind a marker, and shows it again without the marker', async () => {
    const { s3 } = await aStore(versioned)
    const version = await put(s3, 'a', '1')

    const deleted = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }))

    expect(deleted).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) })
    await expect(read(s3, 'a')).rejects.toMatchObject({ name: 'NoSuchKey' })
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents).toBeUndefined()
    expect(await read(s3, 'a', version)).toBe('1')
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: deleted.VersionId }))
    expect(await read(s3, 'a')).toBe('1')
  })

  it('loses a version that is deleted by its id', async () => {
    const { s3 } = await aStore(versioned)
    const first = await put(s3, 'a', '1')
    const second = await put(s3, 'a', '2')

    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: second }))

    expect(await read(s3, 'a')).toBe('1')
    expect((await listVersions(s3)).Versions).toMatchObject([{ Key: 'a', VersionId: first, IsLatest: true }])
  })

  it('lists versions and markers, newest first, in pages that end within a key', async () => {
    const { s3 } = await aStore(versioned)
    const a = [await put(s3, 'a', '1'), await put(s3, 'a', '22')]
    const b = [await put(s3, 'b', '1')]
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }))

    const whole = await listVersions(s3)
    const paged: (string | undefined)[] = []
    let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {}
    do {
      const page = await listVersions(s3, { MaxKeys: 1, ...marker })
      paged.push(...[...(page.DeleteMarkers ?? []), ...(page.Versions ?? [])].map(({ VersionId }) => VersionId))
      marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
    } while (marker.KeyMarker)

    expect(whole.Versions!.map(({ VersionId, Size, IsLatest }) => [VersionId, Size, IsLatest])).toEqual([
      [a[1], 2, false],
      [a[0], 1, false],
      [b[0], 1, true],
    ])
    expect(whole.DeleteMarkers).toMatchObject([{ Key: 'a', IsLatest: true }])
    expect(paged).toEqual([whole.DeleteMarkers![0]!.VersionId, a[1], a[0], b[0]])
  })
})
