import { describe, expect, it } from '@jest/globals'
import type { BucketSpec, LifecycleRule } from '../../../localstack/embedded/s3/bucket-spec.ts'
import { expiredOf, isAbandoned } from '../../../localstack/embedded/s3/lifecycle.ts'
import type { StoredObject } from '../../../localstack/embedded/s3/objects.ts'

const DAY = 86_400_000
const now = 100 * DAY

const aRule = (more: Partial<LifecycleRule>): LifecycleRule => ({
  prefix: '',
  removesLoneMarkers: false,
  noncurrentKept: 0,
  ...more,
})
const aBucketWith = (rule: Partial<LifecycleRule>, versioning: BucketSpec['versioning'] = 'Enabled'): BucketSpec => ({
  name: 'things',
  arn: 'arn:aws:s3:::things',
  versioning,
  lifecycle: [aRule(rule)],
})
/** A version that was written so many days ago. */
const aVersion = (days: number, more: Partial<StoredObject> = {}): StoredObject => ({
  bucket: 'things',
  key: 'index/a',
  version: `v${days}`,
  isMarker: false,
  blob: 'blob',
  size: 1,
  etag: 'e',
  headers: {},
  checksums: {},
  modifiedAt: now - days * DAY,
  ...more,
})
const goneOf = (bucket: BucketSpec, versions: StoredObject[]) => {
  const { keys, versions: removed } = expiredOf(bucket, versions, now)
  return { keys, versions: removed.map(({ version }) => version) }
}

describe('A lifecycle rule', () => {
  it('lets go of replaced versions so many days after they were replaced', () => {
    const bucket = aBucketWith({ noncurrentDays: 2 })

    expect(goneOf(bucket, [aVersion(1), aVersion(5), aVersion(9)])).toEqual({ keys: [], versions: ['v9'] })
    expect(goneOf(bucket, [aVersion(2), aVersion(5)])).toEqual({ keys: [], versions: ['v5'] })
  })

  it('keeps the newest replaced versions where it says so', () => {
    const bucket = aBucketWith({ noncurrentDays: 1, noncurrentKept: 1 })

    expect(goneOf(bucket, [aVersion(3), aVersion(5), aVersion(9)])).toEqual({ keys: [], versions: ['v9'] })
  })

  it('deletes objects by age, under its prefix only', () => {
    const versions = [aVersion(3)]

    expect(goneOf(aBucketWith({ expirationDays: 3 }, undefined), versions)).toEqual({ keys: ['index/a'], versions: [] })
    expect(goneOf(aBucketWith({ expirationDays: 4 }, undefined), versions)).toEqual({ keys: [], versions: [] })
    expect(goneOf(aBucketWith({ expirationDays: 1, prefix: 'other/' }), versions)).toEqual({ keys: [], versions: [] })
  })

  it('removes a delete marker once nothing is behind it', () => {
    const bucket = aBucketWith({ noncurrentDays: 1, removesLoneMarkers: true })
    const marker = aVersion(2, { isMarker: true, version: 'marker' })

    expect(goneOf(bucket, [marker, aVersion(5)])).toEqual({ keys: [], versions: ['v5', 'marker'] })
    expect(goneOf(bucket, [{ ...marker, modifiedAt: now }, aVersion(5)])).toEqual({ keys: [], versions: [] })
  })

  it('gives up on uploads that were never completed', () => {
    const bucket = aBucketWith({ abortUploadsAfterDays: 1 })

    expect(isAbandoned(bucket, { key: 'a', startedAt: now - DAY }, now)).toBe(true)
    expect(isAbandoned(bucket, { key: 'a', startedAt: now - DAY + 1 }, now)).toBe(false)
  })
})
