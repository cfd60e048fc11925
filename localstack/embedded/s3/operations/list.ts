/** ListBuckets, HeadBucket, ListObjectsV2, ListObjectVersions, and what a bucket tells of itself. */
import type { AwsAnswer } from '../../types.ts'
import type { S3Context, S3Operation } from '../context.ts'
import { invalidArgument, notImplemented } from '../errors.ts'
import { quoted } from '../headers.ts'
import type { StoredObject } from '../objects.ts'
import type { S3Request } from '../request.ts'
import { document } from '../xml.ts'

const MAX_KEYS = 1000

const xml = (name: string, value: object): AwsAnswer => ({
  headers: { 'content-type': 'application/xml' },
  body: document(name, value),
})

export const listBuckets = ({ buckets }: S3Context): AwsAnswer => {
  const CreationDate = new Date(0).toISOString()
  const Bucket = [...buckets.keys()].sort().map((Name) => ({ Name, CreationDate }))
  return xml('ListAllMyBucketsResult', { Buckets: { Bucket } })
}

export const headBucket: S3Operation = ({ cloud }) => ({
  headers: { 'x-amz-bucket-region': cloud.region },
  body: Buffer.alloc(0),
})

export const getBucketLocation: S3Operation = ({ cloud }) => ({
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(
    `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${cloud.region}</LocationConstraint>`,
  ),
})

export const getBucketVersioning: S3Operation = (_context, { bucket }) =>
  xml('VersioningConfiguration', { Status: bucket.versioning })

export const listObjects: S3Operation = ({ objects }, request) => {
  const { bucket, call } = request
  const asked = listing(request)
  const token = call.query.get('continuation-token')
  const startAfter = call.query.get('start-after') ?? ''
  const after = token === null ? startAfter : Buffer.from(token, 'base64url').toString()
  const page = pageOf(asked, after, (from, limit) => objects.list(bucket.name, { ...asked, after: from, limit }))
  return xml('ListBucketResult', {
    Name: bucket.name,
    Prefix: asked.encode(asked.prefix),
    Delimiter: asked.encode(asked.delimiter) || undefined,
    StartAfter: asked.encode(startAfter) || undefined,
    ContinuationToken: token ?? undefined,
    MaxKeys: asked.maxKeys,
    EncodingType: asked.encodingType,
    KeyCount: page.rows.length + page.prefixes.length,
    IsTruncated: page.last !== undefined,
    NextContinuationToken: page.last === undefined ? undefined : Buffer.from(page.last).toString('base64url'),
    Contents: page.rows.map((row) => ({ ...contentOf(row, asked.encode), StorageClass: 'STANDARD' })),
    CommonPrefixes: page.prefixes.map((Prefix) => ({ Prefix: asked.encode(Prefix) })),
  })
}

export const listObjectVersions: S3Operation = ({ objects }, request) => {
  const { bucket, call } = request
  const asked = listing(request)
  const keyMarker = call.query.get('key-marker') ?? ''
  const versionMarker = call.query.get('version-id-marker')
  const begun = versionMarker ? objects.versionsOf(bucket.name, keyMarker) : []
  const rest = begun.slice(begun.findIndex(({ version }) => version === versionMarker) + 1)
  const page = pageOf(asked, keyMarker, (after, limit) => [
    ...(after === keyMarker ? rest : []),
    ...objects.listVersions(bucket.name, { ...asked, after, limit }),
  ])
  const tell = (row: StoredObject) => ({
    ...contentOf(row, asked.encode),
    VersionId: row.version,
    IsLatest: objects.newest(bucket.name, row.key)?.version === row.version,
  })
  const isTruncated = page.last !== undefined
  return xml('ListVersionsResult', {
    Name: bucket.name,
    Prefix: asked.encode(asked.prefix),
    MaxKeys: asked.maxKeys,
    EncodingType: asked.encodingType,
    IsTruncated: isTruncated,
    NextKeyMarker: isTruncated ? asked.encode(page.last!) : undefined,
    NextVersionIdMarker: isTruncated ? page.lastVersion : undefined,
    Version: page.rows.filter(({ isMarker }) => !isMarker).map((row) => ({ ...tell(row), StorageClass: 'STANDARD' })),
    DeleteMarker: page.rows
      .filter(({ isMarker }) => isMarker)
      .map((row) => ({ ...tell(row), ETag: undefined, Size: undefined })),
    CommonPrefixes: page.prefixes.map((Prefix) => ({ Prefix: asked.encode(Prefix) })),
  })
}

function listing({ call }: S3Request) {
  const { query } = call
  const maxKeys = Number(query.get('max-keys') ?? MAX_KEYS)
  if (!Number.isInteger(maxKeys) || maxKeys < 0) throw invalidArgument('max-keys must be an integer from 0')
  const encodingType = query.get('encoding-type') ?? undefined
  if (encodingType !== undefined && encodingType !== 'url') throw notImplemented(`the encoding type ${encodingType}`)
  const isEncoded = encodingType === 'url'
  const encode = (text: string) => (isEncoded ? encodeURIComponent(text).replaceAll('%2F', '/') : text)
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    maxKeys: Math.min(maxKeys, MAX_KEYS),
    encodingType,
    encode,
  }
}

interface Page {
  readonly rows: StoredObject[]
  readonly prefixes: string[]
  /** Where the next page begins, when there is one: a key, or the end of a common prefix. */
  readonly last?: string
  readonly lastVersion?: string | undefined
}

/** Rows up to the limit; keys that share a prefix up to the delimiter count as one. */
function pageOf(
  { prefix, delimiter, maxKeys }: { prefix: string; delimiter: string; maxKeys: number },
  after: string,
  read: (after: string, limit: number) => StoredObject[],
): Page {
  const rows: StoredObject[] = []
  const prefixes: string[] = []
  let from = after
  const position = () => ({ last: from, lastVersion: rows.at(-1)?.key === from ? rows.at(-1)?.version : undefined })
  for (;;) {
    const found = read(from, maxKeys + 1)
    if (found.length === 0 || maxKeys === 0) return { rows, prefixes }
    let skipped = false
    for (const row of found) {
      if (rows.length + prefixes.length === maxKeys) return { rows, prefixes, ...position() }
      const end = delimiter === '' ? -1 : row.key.indexOf(delimiter, prefix.length)
      if (end < 0) {
        rows.push(row)
        from = row.key
        continue
      }
      const common = row.key.slice(0, end + delimiter.length)
      // Behind every key that begins with it.
      from = `${common}\u{10FFFF}`
      prefixes.push(common)
      skipped = true
      break
    }
    if (!skipped && found.length <= maxKeys) return { rows, prefixes }
  }
}

const contentOf = ({ key, modifiedAt, etag, size }: StoredObject, encode: (text: string) => string) => ({
  Key: encode(key),
  LastModified: new Date(modifiedAt).toISOString(),
  ETag: quoted(etag),
  Size: size,
})
