/** What the template says of a bucket. */
import type { Resource } from '../types.ts'

export interface LifecycleRule {
  readonly prefix: string
  readonly expirationDays?: number | undefined
  readonly removesLoneMarkers: boolean
  readonly noncurrentDays?: number | undefined
  /** So many of the newest noncurrent versions stay, whatever their age. */
  readonly noncurrentKept: number
  readonly abortUploadsAfterDays?: number | undefined
}

export interface BucketSpec {
  readonly name: string
  readonly arn: string
  readonly versioning: 'Enabled' | 'Suspended' | undefined
  readonly lifecycle: readonly LifecycleRule[]
}

/** Of a lifecycle rule. Storage classes change the price and the time of access, which are not emulated. */
const knownOfRule = new Set([
  'AbortIncompleteMultipartUpload',
  'ExpirationInDays',
  'ExpiredObjectDeleteMarker',
  'Id',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransition',
  'NoncurrentVersionTransitions',
  'Prefix',
  'Status',
  'Transition',
  'Transitions',
])

/** @throws for a lifecycle rule that would not be obeyed. */
export function bucketSpec({ stack, logicalId, physicalId, arn, properties }: Resource): BucketSpec {
  const { Status } = (properties.VersioningConfiguration ?? {}) as { Status?: 'Enabled' | 'Suspended' }
  const { Rules = [] } = (properties.LifecycleConfiguration ?? {}) as { Rules?: Record<string, unknown>[] }
  for (const name of Rules.flatMap((rule) => Object.keys(rule))) {
    if (knownOfRule.has(name)) continue
    throw new Error(`Bucket ${stack}/${logicalId}: the lifecycle rule's ${name} is not emulated`)
  }
  const enabled = Rules.filter((rule) => rule.Status === 'Enabled')
  return { name: physicalId, arn, versioning: Status, lifecycle: enabled.map(lifecycleRule) }
}

function lifecycleRule(rule: Record<string, unknown>): LifecycleRule {
  const noncurrent = (rule.NoncurrentVersionExpiration ?? {}) as Record<string, unknown>
  const abort = (rule.AbortIncompleteMultipartUpload ?? {}) as Record<string, unknown>
  return {
    prefix: String(rule.Prefix ?? ''),
    expirationDays: days(rule.ExpirationInDays),
    removesLoneMarkers: String(rule.ExpiredObjectDeleteMarker) === 'true',
    noncurrentDays: days(noncurrent.NoncurrentDays),
    noncurrentKept: Number(noncurrent.NewerNoncurrentVersions ?? 0),
    abortUploadsAfterDays: days(abort.DaysAfterInitiation),
  }
}

const days = (value: unknown) => (value === undefined ? undefined : Number(value))
