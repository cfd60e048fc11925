/** Brings one batch of stream records to an end: handled, or handed to the on-failure destination. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Cloud, InvokeResult } from '../types.ts'
import { functionName } from './function-config.ts'
import type { MappingSettings } from './stream-mapping.ts'
import type { StreamRecord } from './stream-source.ts'

const backOffMs = (attempt: number) => Math.min(100 * 2 ** attempt, 10_000)

/** @returns whether the stream may go on behind this batch; not when the signal aborted before its end */
export async function processBatch(
  cloud: Cloud,
  settings: MappingSettings,
  batch: readonly StreamRecord[],
  signal: AbortSignal,
  attemptsBefore = 0,
): Promise<boolean> {
  let records = batch
  let attempts = attemptsBefore
  while (!signal.aborted) {
    const result = await cloud.invoke(
      settings.functionName,
      { Records: records },
      { principal: { kind: 'service', service: 'lambda.amazonaws.com' }, source: `stream ${tableName(settings)}` },
    )
    const left = unhandled(records, result, settings)
    if (left.length === 0) return true
    if (signal.aborted) return false
    attempts++
    const condition = gaveUp(left, attempts, settings)
    // A split uses up no attempt: each half is tried as often as the whole would have been.
    if (settings.bisect && left.length > 1 && condition !== 'RecordAgeExceeded') {
      const middle = Math.ceil(left.length / 2)
      const first = await processBatch(cloud, settings, left.slice(0, middle), signal, attempts - 1)
      return first && processBatch(cloud, settings, left.slice(middle), signal, attempts - 1)
    }
    if (condition) {
      await giveUp(cloud, settings, left, attempts, condition, result)
      return true
    }
    if (attempts === 1) {
      cloud.log.warn(`${functionName(settings.functionName)} failed on ${left.length} stream records; they are retried`)
    }
    records = left
    await delay(backOffMs(attempts), undefined, { signal }).catch(() => {})
  }
  return false
}

/** The records from the first unhandled one on: a stream is handled in order. */
function unhandled(records: readonly StreamRecord[], result: InvokeResult, settings: MappingSettings) {
  if (!result.ok) return records
  if (!settings.reportsItemFailures) return []
  const failures = (result.payload as { batchItemFailures?: { itemIdentifier?: string }[] } | null)?.batchItemFailures
  if (!failures || failures.length === 0) return []
  const failed = new Set(failures.map(({ itemIdentifier }) => itemIdentifier))
  const first = records.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber))
  return first < 0 ? records : records.slice(first)
}

function gaveUp(records: readonly StreamRecord[], attempts: number, settings: MappingSettings) {
  const oldest = records[0]!.dynamodb.ApproximateCreationDateTime * 1000
  if (Date.now() - oldest > settings.maxAgeMs) return 'RecordAgeExceeded'
  if (settings.maxRetries >= 0 && attempts > settings.maxRetries) return 'RetryAttemptsExhausted'
  return undefined
}

async function giveUp(
  cloud: Cloud,
  settings: MappingSettings,
  records: readonly StreamRecord[],
  attempts: number,
  condition: string,
  result: InvokeResult,
) {
  const name = functionName(settings.functionName)
  const first = records[0]!.dynamodb
  const last = records.at(-1)!.dynamodb
  const destination = settings.onFailureArn
  cloud.log.warn(
    `${name} gave up on ${records.length} stream records (${condition}); ` +
      (destination
        ? `they are named in a message to ${destination}`
        : 'they are dropped: it has no on-failure destination'),
  )
  const role = cloud.find(settings.functionName)?.properties.Role
  if (!destination || typeof role !== 'string') return
  const payload = {
    requestContext: {
      requestId: result.requestId,
      functionArn: cloud.find(settings.functionName)?.arn,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: result.functionError },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: 'shardId-00000001',
      startSequenceNumber: first.SequenceNumber,
      endSequenceNumber: last.SequenceNumber,
      approximateArrivalOfFirstRecord: new Date(first.ApproximateCreationDateTime * 1000).toISOString(),
      approximateArrivalOfLastRecord: new Date(last.ApproximateCreationDateTime * 1000).toISOString(),
      batchSize: records.length,
      streamArn: settings.streamArn,
    },
  }
  const principal = { kind: 'role', roleArn: role, label: name } as const
  await cloud
    .deliver({ targetArn: destination, payload, principal })
    .catch((error) => cloud.log.error(`${name}: its failed stream records could not be delivered`, error))
}

const tableName = ({ streamArn }: MappingSettings) => streamArn.split('/')[1]
