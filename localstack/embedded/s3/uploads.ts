/** Multipart uploads that are not completed yet, and their parts. */
import { randomBytes } from 'node:crypto'
import type { Store } from '../store.ts'

export interface StartedUpload {
  readonly id: string
  readonly bucket: string
  readonly key: string
  readonly headers: Readonly<Record<string, string>>
  /** Milliseconds. */
  readonly startedAt: number
}

export interface Part {
  readonly number: number
  readonly blob: string
  readonly size: number
  /** MD5 in hex. */
  readonly etag: string
  readonly modifiedAt: number
}

export interface Uploads {
  start(upload: Omit<StartedUpload, 'id'>): string
  find(id: string): StartedUpload | undefined
  /** By key, then oldest first. */
  list(bucket: string, prefix: string): StartedUpload[]
  /** @returns the blob of the part that was sent before under this number */
  putPart(id: string, part: Part): string[]
  /** In the order of their numbers. */
  parts(id: string): Part[]
  /** @returns the blobs of its parts */
  remove(id: string): string[]
  blobs(): string[]
}

export function openUploads(store: Store): Uploads {
  store.define(`
    CREATE TABLE IF NOT EXISTS s3_uploads (
      id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL, started_at INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS s3_parts (
      upload TEXT NOT NULL, number INTEGER NOT NULL, blob TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
      modified_at INTEGER NOT NULL, PRIMARY KEY (upload, number))`)

  const parts = (id: string) =>
    store.all<Part>(
      'SELECT number, blob, size, etag, modified_at AS modifiedAt FROM s3_parts WHERE upload = ? ORDER BY number',
      id,
    )
  const columns = 'id, bucket, key, headers, started_at AS startedAt'
  const uploadOf = (row: StartedUpload) => ({ ...row, headers: JSON.parse(String(row.headers)) })

  return {
    start({ bucket, key, headers, startedAt }) {
      const id = randomBytes(24).toString('base64url')
      const sql = 'INSERT INTO s3_uploads (id, bucket, key, headers, started_at) VALUES (?, ?, ?, ?, ?)'
      store.run(sql, id, bucket, key, JSON.stringify(headers), startedAt)
      return id
    },
    find(id) {
      const row = store.get<StartedUpload>(`SELECT ${columns} FROM s3_uploads WHERE id = ?`, id)
      return row && uploadOf(row)
    },
    list: (bucket, prefix) =>
      store
        .all<StartedUpload>(
          `SELECT ${columns} FROM s3_uploads WHERE bucket = ? AND substr(key, 1, length(?)) = ? ORDER BY key, started_at`,
          bucket,
          prefix,
          prefix,
        )
        .map(uploadOf),
    putPart: (id, part) =>
      store.transaction(() => {
        const before = parts(id).filter(({ number }) => number === part.number)
        store.run(
          'INSERT OR REPLACE INTO s3_parts (upload, number, blob, size, etag, modified_at) VALUES (?, ?, ?, ?, ?, ?)',
          id,
          part.number,
          part.blob,
          part.size,
          part.etag,
          part.modifiedAt,
        )
        return before.map(({ blob }) => blob)
      }),
    parts,
    remove: (id) =>
      store.transaction(() => {
        const blobs = parts(id).map(({ blob }) => blob)
        store.run('DELETE FROM s3_parts WHERE upload = ?', id)
        store.run('DELETE FROM s3_uploads WHERE id = ?', id)
        return blobs
      }),
    blobs: () => store.all<{ blob: string }>('SELECT blob FROM s3_parts').map(({ blob }) => blob),
  }
}
