/** Lifecycle rules: what they let go of, by the clock. AWS acts once a day; days are counted alike here. */
import type { BucketSpec, LifecycleRule } from './bucket-spec.ts'
import type { StoredObject } from './objects.ts'

const DAY_MS = 86_400_000

export interface Expired {
  /** Keys to delete as a client would. */
  readonly keys: readonly string[]
  /** Versions to remove for good. */
  readonly versions: readonly StoredObject[]
}

/** @param versions all of one key, newest first */
export function expiredOf(
  { lifecycle, versioning }: BucketSpec,
  versions: readonly StoredObject[],
  now: number,
): Expired {
  const [current] = versions
  const rules = current ? lifecycle.filter(({ prefix }) => current.key.startsWith(prefix)) : []
  const keys = current && !current.isMarker && rules.some((rule) => isOlder(current, rule.expirationDays, now))
  const gone = new Set<StoredObject>()
  for (const rule of rules) for (const version of noncurrentGone(rule, versions, now)) gone.add(version)
  const isLoneMarker = current?.isMarker && versions.every((version) => version === current || gone.has(version))
  if (isLoneMarker && rules.some(({ removesLoneMarkers }) => removesLoneMarkers)) gone.add(current)
  if (keys && versioning === undefined) return { keys: [current.key], versions: [] }
  return { keys: keys ? [current.key] : [], versions: [...gone] }
}

/** A version is noncurrent since the next newer one came. */
function noncurrentGone(rule: LifecycleRule, versions: readonly StoredObject[], now: number): StoredObject[] {
  const { noncurrentDays, noncurrentKept } = rule
  if (noncurrentDays === undefined) return []
  return versions.slice(1 + noncurrentKept).filter((version) => {
    const successor = versions[versions.indexOf(version) - 1]!
    return isOlder(successor, noncurrentDays, now)
  })
}

const isOlder = ({ modifiedAt }: { modifiedAt: number }, days: number | undefined, now: number) =>
  days !== undefined && modifiedAt + days * DAY_MS <= now

/** True when the rules give up on an upload that was started then. */
export const isAbandoned = (
  { lifecycle }: BucketSpec,
  { key, startedAt }: { key: string; startedAt: number },
  now: number,
): boolean =>
  lifecycle.some(
    ({ prefix, abortUploadsAfterDays }) =>
      key.startsWith(prefix) && isOlder({ modifiedAt: startedAt }, abortUploadsAfterDays, now),
  )
