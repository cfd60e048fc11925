/** One event source mapping from a DynamoDB stream: reads, filters, invokes, retries, and remembers how far it came. */
import { setTimeout as delay } from 'node:timers/promises'
import { assertPattern, matches } from '../event-pattern.ts'
import type { Cloud, Resource } from '../types.ts'
import { processBatch } from './stream-batch.ts'
import type { StreamRecord, StreamSource } from './stream-source.ts'

/** Writes wake the mapping at once; this is for writes that passed by the local endpoint. */
const fallbackPollMs = 5_000
/** Below Lambda's 6 MB of payload, as the JSON around the images adds to the stored size. */
const maxBatchBytes = 4_000_000

export interface MappingSettings {
  readonly id: string
  readonly streamArn: string
  readonly functionName: string
  readonly batchSize: number
  readonly batchingWindowMs: number
  /** -1: until the record expires. */
  readonly maxRetries: number
  readonly maxAgeMs: number
  readonly bisect: boolean
  readonly lanes: number
  readonly startsAtLatest: boolean
  readonly reportsItemFailures: boolean
  readonly onFailureArn?: string
  readonly patterns: readonly unknown[]
}

/** Stream records live for a day. */
const dayMs = 86_400_000

export function mappingSettings({ physicalId, properties }: Resource): MappingSettings {
  const number = (name: string, otherwise: number) => Number(properties[name] ?? otherwise)
  const filters = (properties.FilterCriteria as { Filters?: { Pattern: string }[] } | undefined)?.Filters ?? []
  const destinations = properties.DestinationConfig as { OnFailure?: { Destination?: string } } | undefined
  const maxAgeSeconds = number('MaximumRecordAgeInSeconds', -1)
  const patterns = filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown)
  for (const pattern of patterns) assertPattern(pattern)
  return {
    id: physicalId,
    streamArn: String(properties.EventSourceArn),
    functionName: String(properties.FunctionName),
    batchSize: number('BatchSize', 100),
    batchingWindowMs: number('MaximumBatchingWindowInSeconds', 0) * 1000,
    maxRetries: number('MaximumRetryAttempts', -1),
    maxAgeMs: maxAgeSeconds < 0 ? dayMs : maxAgeSeconds * 1000,
    bisect: String(properties.BisectBatchOnFunctionError) === 'true',
    lanes: number('ParallelizationFactor', 1),
    startsAtLatest: properties.StartingPosition === 'LATEST',
    reportsItemFailures: ((properties.FunctionResponseTypes as string[] | undefined) ?? []).includes(
      'ReportBatchItemFailures',
    ),
    onFailureArn: destinations?.OnFailure?.Destination,
    patterns,
  }
}

export function createStreamMapping(cloud: Cloud, source: StreamSource, settings: MappingSettings) {
  const { id, streamArn } = settings
  const stop = new AbortController()
  let awake = true
  let wake = () => {}
  let running: Promise<void> | undefined

  cloud.store.define('CREATE TABLE IF NOT EXISTS lambda_stream_position (id TEXT PRIMARY KEY, position TEXT NOT NULL)')
  const saved = () =>
    cloud.store.get<{ position: string }>('SELECT position FROM lambda_stream_position WHERE id = ?', id)?.position
  function save(position: string) {
    cloud.store.run('INSERT OR REPLACE INTO lambda_stream_position (id, position) VALUES (?, ?)', id, position)
    source.consumed(streamArn, id, position)
  }

  async function rest() {
    if (awake || stop.signal.aborted) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, fallbackPollMs)
      timer.unref()
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async function pump() {
    let position = saved()
    if (position === undefined && settings.startsAtLatest) {
      position = await source.latest(streamArn)
      save(position)
    }
    while (!stop.signal.aborted) {
      awake = false
      const limit = settings.batchSize * settings.lanes
      let batch = await source.read(streamArn, position, limit)
      if (batch.records.length > 0 && batch.records.length < limit && settings.batchingWindowMs > 0) {
        await delay(settings.batchingWindowMs, undefined, { signal: stop.signal }).catch(() => {})
        const more = await source.read(streamArn, batch.position, limit - batch.records.length)
        batch = { records: [...batch.records, ...more.records], position: more.position }
      }
      if (batch.records.length === 0) {
        await rest()
        continue
      }
      const wanted = batch.records.filter(
        (record) => settings.patterns.length === 0 || settings.patterns.some((pattern) => matches(pattern, record)),
      )
      const batches = lanes(wanted, settings.lanes)
      const handled = await Promise.all(batches.map((lane) => processLane(lane)))
      // Interrupted by the stop: the records come again at the next start.
      if (!handled.every(Boolean)) return
      position = batch.position
      save(position)
    }
  }

  async function processLane(records: readonly StreamRecord[]): Promise<boolean> {
    for (const part of split(records, settings.batchSize)) {
      if (!(await processBatch(cloud, settings, part, stop.signal))) return false
    }
    return true
  }

  async function keepPumping() {
    while (!stop.signal.aborted) {
      try {
        await pump()
      } catch (error) {
        if (stop.signal.aborted) return
        cloud.log.error(`The stream mapping ${id} cannot read; it tries again`, error)
        await delay(1_000, undefined, { signal: stop.signal }).catch(() => {})
      }
    }
  }

  return {
    start() {
      source.onWrite(streamArn, id, () => {
        awake = true
        wake()
      })
      const position = saved()
      if (position !== undefined) source.consumed(streamArn, id, position)
      running = keepPumping()
    },
    async stop() {
      stop.abort()
      wake()
      await running
    },
  }
}

/** Records of one item stay in one lane, in order. */
function lanes(records: readonly StreamRecord[], count: number): (readonly StreamRecord[])[] {
  if (count === 1) return [records]
  const result: StreamRecord[][] = Array.from({ length: count }, () => [])
  for (const record of records) {
    let hash = 0
    for (const character of JSON.stringify(record.dynamodb.Keys)) hash = (hash * 31 + character.charCodeAt(0)) | 0
    result[Math.abs(hash) % count]?.push(record)
  }
  return result
}

function* split(records: readonly StreamRecord[], size: number): Generator<readonly StreamRecord[]> {
  let batch: StreamRecord[] = []
  let bytes = 0
  for (const record of records) {
    if (batch.length >= size || (batch.length > 0 && bytes + record.dynamodb.SizeBytes > maxBatchBytes)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(record)
    bytes += record.dynamodb.SizeBytes
  }
  if (batch.length > 0) yield batch
}
