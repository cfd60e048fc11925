import type { S3Context } from './context.ts'
import { expiredOf, isAbandoned } from './lifecycle.ts'

const BATCH = 1000

/** Does what the lifecycle rules of all buckets ask for by `now`, in milliseconds. */
export function expire({ buckets, objects, uploads, blobs }: S3Context, now: number): void {
  for (const bucket of buckets.values()) {
    if (bucket.lifecycle.length === 0) continue
    for (let after = ''; ; ) {
      const found = objects.listVersions(bucket.name, { prefix: '', after, limit: BATCH })
      for (const key of new Set(found.map((object) => object.key))) {
        const { keys, versions } = expiredOf(bucket, objects.versionsOf(bucket.name, key), now)
        for (const version of versions) blobs.remove(objects.deleteVersion(version))
        for (const expired of keys) blobs.remove([...objects.delete(bucket, expired, now).orphans])
      }
      if (found.length < BATCH) break
      after = found.at(-1)!.key
    }
    for (const upload of uploads.list(bucket.name, '')) {
      if (isAbandoned(bucket, upload, now)) blobs.remove(uploads.remove(upload.id))
    }
  }
}
