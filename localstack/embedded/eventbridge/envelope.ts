/** From a PutEvents entry to the event as rules and targets see it. */
import { randomUUID } from 'node:crypto'
import { AwsError } from '../types.ts'

export interface EventEnvelope {
  version: string
  id: string
  'detail-type': string
  source: string
  account: string
  time: string
  region: string
  resources: string[]
  detail: Record<string, unknown>
  'replay-name'?: string
}

/** One member of `Entries`, as on the wire. `Time` is in epoch seconds or ISO 8601. */
export interface PutEventsEntry {
  Time?: number | string
  Source?: string
  Resources?: string[]
  DetailType?: string
  Detail?: string
  EventBusName?: string
}

/** 1 MB a request since January 2026 (before: 256 KB). */
export const maximumRequestBytes = 1024 * 1024

/** Size as EventBridge counts it: 14 bytes for the time, then the UTF-8 bytes of the texts. */
export function entryBytes(entry: PutEventsEntry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])]
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), entry.Time === undefined ? 0 : 14)
}

/** @throws AwsError whose code is the entry's ErrorCode. */
export function toEnvelope(entry: PutEventsEntry, where: { region: string; accountId: string }): EventEnvelope {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (entry[name]) continue
    throw new AwsError('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`)
  }
  if (/^aws\./i.test(entry.Source!)) {
    throw new AwsError('NotAuthorizedForSourceException', 'Not authorized for the source.')
  }
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': entry.DetailType!,
    source: entry.Source!,
    account: where.accountId,
    time: isoSeconds(entry.Time),
    region: where.region,
    resources: entry.Resources ?? [],
    detail: parseDetail(entry.Detail!),
  }
}

/** EventBridge writes times without fractions. */
export function isoSeconds(time?: number | string): string {
  const date = time === undefined ? new Date() : new Date(typeof time === 'number' ? time * 1000 : time)
  if (Number.isNaN(date.getTime())) throw new AwsError('InvalidArgument', 'Parameter Time is not valid.')
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z')
}

function parseDetail(text: string): Record<string, unknown> {
  let detail: unknown
  try {
    detail = JSON.parse(text)
  } catch {
    // Falls through: not JSON is as malformed as JSON that is no object.
  }
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) {
    throw new AwsError('MalformedDetail', 'Detail is malformed.')
  }
  return detail as Record<string, unknown>
}
