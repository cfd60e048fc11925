/** What is stored under which key and version. One row a version; the newest of a key is its current one. */
import { randomBytes } from 'node:crypto'
import type { Store } from '../store.ts'
import type { BucketSpec } from './bucket-spec.ts'

export interface StoredObject {
  readonly bucket: string
  readonly key: string
  /** `null` where the bucket keeps no versions. */
  readonly version: string
  readonly isMarker: boolean
  /** File of the content; none for a delete marker. */
  readonly blob: string | undefined
  readonly size: number
  readonly etag: string
  /** What came with the upload and goes out with the object: content type, cache control, metadata. */
  readonly headers: Readonly<Record<string, string>>
  readonly checksums: Readonly<Record<string, string>>
  /** Milliseconds. */
  readonly modifiedAt: number
}

export type NewObject = Omit<StoredObject, 'bucket' | 'version' | 'isMarker'>

export interface Listed {
  readonly prefix: string
  /** Keys behind this one. */
  readonly after: string
  readonly limit: number
}

export interface Objects {
  /** The newest version, which may be a delete marker. */
  newest(bucket: string, key: string): StoredObject | undefined
  /** Newest first. */
  versionsOf(bucket: string, key: string): StoredObject[]
  list(bucket: string, listed: Listed): StoredObject[]
  /** `after` is a key: all its versions have been listed. */
  listVersions(bucket: string, listed: Listed): StoredObject[]
  /** Checks and writes at once: `assert` sees what is current and may refuse. @returns blobs that nothing refers to any more */
  put(bucket: BucketSpec, object: NewObject, assert: (current: StoredObject | undefined) => void): Written
  /** As DELETE without a version: a marker where versions are kept. */
  delete(bucket: BucketSpec, key: string, now: number): Written & { isMarker: boolean }
  deleteVersion(object: StoredObject): string[]
  totals(bucket: string): { objectCount: number; bytes: number }
  blobs(): string[]
}

export interface Written {
  readonly version: string
  readonly orphans: readonly string[]
}

interface Row {
  bucket: string
  key: string
  version: string
  is_marker: number
  blob: string | null
  size: number
  etag: string
  headers: string
  checksums: string
  modified_at: number
}

const columns = 'bucket, key, version, is_marker, blob, size, etag, headers, checksums, modified_at'
const isCurrent =
  'seq = (SELECT MAX(seq) FROM s3_objects n WHERE n.bucket = o.bucket AND n.key = o.key) AND is_marker = 0'
const inOrder = 'bucket = ? AND key > ? AND substr(key, 1, length(?)) = ?'

export function openObjects(store: Store): Objects {
  store.define(`
    CREATE TABLE IF NOT EXISTS s3_objects (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL,
      is_marker INTEGER NOT NULL, blob TEXT, size INTEGER NOT NULL, etag TEXT NOT NULL, headers TEXT NOT NULL,
      checksums TEXT NOT NULL, modified_at INTEGER NOT NULL, UNIQUE (bucket, key, version));
    CREATE INDEX IF NOT EXISTS s3_objects_by_key ON s3_objects (bucket, key, seq)`)

  const versionsOf = (bucket: string, key: string) =>
    store.all<Row>('SELECT * FROM s3_objects WHERE bucket = ? AND key = ? ORDER BY seq DESC', bucket, key).map(objectOf)
  const newest = (bucket: string, key: string) => {
    const sql = 'SELECT * FROM s3_objects WHERE bucket = ? AND key = ? ORDER BY seq DESC LIMIT 1'
    const row = store.get<Row>(sql, bucket, key)
    return row && objectOf(row)
  }
  const deleteVersion = ({ bucket, key, version, blob }: StoredObject): string[] => {
    store.run('DELETE FROM s3_objects WHERE bucket = ? AND key = ? AND version = ?', bucket, key, version)
    return blob ? [blob] : []
  }
  /** Without versioning, and with it suspended, the version called null is replaced. */
  const makeRoom = ({ name, versioning }: BucketSpec, key: string): Written => {
    if (versioning === 'Enabled') return { version: randomBytes(24).toString('base64url'), orphans: [] }
    const replaced = versionsOf(name, key).filter(({ version }) => version === 'null')
    return { version: 'null', orphans: replaced.flatMap(deleteVersion) }
  }
  const insert = (object: StoredObject) =>
    store.run(
      `INSERT INTO s3_objects (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      object.bucket,
      object.key,
      object.version,
      Number(object.isMarker),
      object.blob ?? null,
      object.size,
      object.etag,
      JSON.stringify(object.headers),
      JSON.stringify(object.checksums),
      object.modifiedAt,
    )
  const select =
    (more: string, order: string) =>
    (bucket: string, { prefix, after, limit }: Listed) =>
      store
        .all<Row>(
          `SELECT * FROM s3_objects o WHERE ${inOrder}${more} ORDER BY ${order} LIMIT ?`,
          bucket,
          after,
          prefix,
          prefix,
          limit,
        )
        .map(objectOf)

  return {
    newest,
    versionsOf,
    deleteVersion,
    list: select(` AND ${isCurrent}`, 'key'),
    listVersions: select('', 'key, seq DESC'),
    put: (bucket, object, assert) =>
      store.transaction(() => {
        const current = newest(bucket.name, object.key)
        assert(current?.isMarker ? undefined : current)
        const room = makeRoom(bucket, object.key)
        insert({ ...object, bucket: bucket.name, version: room.version, isMarker: false })
        return room
      }),
    delete: (bucket, key, now) =>
      store.transaction(() => {
        const room = makeRoom(bucket, key)
        const isMarker = bucket.versioning !== undefined
        if (isMarker) insert({ ...marker, bucket: bucket.name, key, version: room.version, modifiedAt: now })
        return { ...room, isMarker }
      }),
    totals: (bucket) =>
      store.get<{ objectCount: number; bytes: number }>(
        `SELECT COUNT(*) AS objectCount, COALESCE(SUM(size), 0) AS bytes FROM s3_objects o WHERE bucket = ? AND ${isCurrent}`,
        bucket,
      )!,
    blobs: () =>
      store.all<{ blob: string }>('SELECT blob FROM s3_objects WHERE blob IS NOT NULL').map(({ blob }) => blob),
  }
}

const marker = { isMarker: true, blob: undefined, size: 0, etag: '', headers: {}, checksums: {} }

const objectOf = (row: Row): StoredObject => ({
  bucket: row.bucket,
  key: row.key,
  version: row.version,
  isMarker: row.is_marker === 1,
  blob: row.blob ?? undefined,
  size: row.size,
  etag: row.etag,
  headers: JSON.parse(row.headers),
  checksums: JSON.parse(row.checksums),
  modifiedAt: row.modified_at,
})
