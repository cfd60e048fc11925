/** Lambda event source mappings of queues: batches go to the function as soon as messages are there, without polling. */
import { assertPattern, matches } from '../event-pattern.ts'
import type { Cloud, InvokeResult, Resource } from '../types.ts'
import type { Messages } from './messages.ts'
import type { Queue } from './resources.ts'
import type { StoredMessage } from './rows.ts'
import { toLambdaRecord } from './wire.ts'

/** Batches at a time and queue without ScalingConfig. AWS would scale to 1,000 and more. */
const defaultConcurrency = 2
/** Lambda's limit of an invocation's payload. */
const largestBatchBytes = 6 * 1024 * 1024

export interface Mapping {
  /** @throws Error unless the function's role may work on the queue. */
  assertAllowed(): void
  start(): void
  stop(): Promise<void>
}

/** @throws Error for what AWS would refuse when the mapping is created. */
export function createMapping(
  cloud: Cloud,
  messages: Messages,
  queue: Queue,
  { logicalId, properties }: Resource,
): Mapping {
  const refused = (why: string) => new Error(`Event source mapping ${logicalId} of queue ${queue.name}: ${why}`)
  const functionName = String(properties.FunctionName)
  // Templates name a function by ARN, by name, or as `<name>:<alias>`.
  const lambda =
    cloud.find(functionName) ?? (functionName.startsWith('arn:') ? undefined : cloud.find(functionName.split(':')[0]!))
  if (!lambda) throw refused(`the function ${functionName} is not part of the assembly`)
  const batchSize = Number(properties.BatchSize ?? 10)
  const windowMs = Number(properties.MaximumBatchingWindowInSeconds ?? 0) * 1000
  const scaling = properties.ScalingConfig as { MaximumConcurrency?: number } | undefined
  const concurrency = Number(scaling?.MaximumConcurrency ?? defaultConcurrency)
  const reportsFailures = ((properties.FunctionResponseTypes ?? []) as string[]).includes('ReportBatchItemFailures')
  const filters = readFilters(properties.FilterCriteria, refused)
  if (queue.fifo && (batchSize > 10 || windowMs > 0))
    throw refused('a FIFO queue takes a BatchSize of at most 10 and no batching window')
  if (batchSize > 10 && windowMs === 0)
    throw refused('a BatchSize over 10 needs a MaximumBatchingWindowInSeconds of at least 1')
  const timeout = Number(lambda.properties.Timeout ?? 3)
  if (queue.visibilityTimeoutSeconds < timeout) {
    throw refused(
      `the queue's visibility timeout of ${queue.visibilityTimeoutSeconds} s is less than the function's timeout of ${timeout} s`,
    )
  }

  const running = new Set<Promise<void>>()
  let stopped = true
  let unsubscribe = () => {}
  let windowEnd: number | undefined
  let windowTimer: NodeJS.Timeout | undefined

  function pump(): void {
    while (!stopped && running.size < concurrency && !gathering()) {
      const options = {
        max: batchSize,
        visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds,
        maxBytes: largestBatchBytes,
      }
      const received = messages.receive(queue, options)
      if (received.length === 0) return
      const batch = received.filter(wanted)
      const unwanted = received.filter((message) => !batch.includes(message))
      if (unwanted.length > 0)
        messages.remove(
          queue,
          unwanted.map(({ id }) => id),
        )
      if (batch.length === 0) continue
      const work = process(batch)
        .catch((error: unknown) => cloud.log.error(`Batch of queue ${queue.name} failed`, error))
        .finally(() => {
          running.delete(work)
          pump()
        })
      running.add(work)
    }
  }

  /** True while the batching window is open and the batch is not full. */
  function gathering(): boolean {
    if (windowMs === 0) return false
    const available = messages.visible(queue, batchSize).length
    const now = Date.now()
    if (available > 0 && available < batchSize && (windowEnd === undefined || now < windowEnd)) {
      windowEnd ??= now + windowMs
      clearTimeout(windowTimer)
      windowTimer = setTimeout(pump, windowEnd - now + 1)
      return true
    }
    windowEnd = undefined
    return false
  }

  function wanted(message: StoredMessage): boolean {
    if (filters.length === 0) return true
    const record = toLambdaRecord(queue, message, cloud.region)
    return filters.some((pattern) => matches(pattern, { ...record, body: parsed(message.body) }))
  }

  async function process(batch: StoredMessage[]): Promise<void> {
    const Records = batch.map((message) => toLambdaRecord(queue, message, cloud.region))
    const traceId = batch[0]?.traceHeader
    const result = await cloud.invoke(
      functionName,
      { Records },
      {
        principal: { kind: 'service', service: 'lambda.amazonaws.com', sourceArn: queue.arn },
        source: `sqs ${queue.name}`,
        // From then on the messages are received again: begun later than that, the batch would run twice.
        withdrawn: AbortSignal.timeout(queue.visibilityTimeoutSeconds * 1000),
        ...(traceId ? { traceId } : {}),
      },
    )
    if (stopped) return // the store may be closed; the messages come again at the next start
    const failed = failedIds(result, batch, reportsFailures)
    // Failed messages stay invisible until their visibility timeout ends, as on AWS; then they are retried or redriven.
    messages.remove(
      queue,
      batch.filter(({ messageId }) => !failed.has(messageId)).map(({ id }) => id),
    )
  }

  return {
    assertAllowed() {
      const role = String(lambda.properties.Role)
      for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']) {
        try {
          cloud.authorize({ kind: 'role', roleArn: role, label: lambda.physicalId }, action, queue.arn)
        } catch (error) {
          throw refused(`the function's role does not allow ${action}: ${(error as Error).message}`)
        }
      }
    },
    start() {
      stopped = false
      unsubscribe = messages.onVisible(queue, pump)
      pump()
    },
    async stop() {
      stopped = true
      unsubscribe()
      clearTimeout(windowTimer)
      await Promise.race([Promise.all(running), new Promise((done) => setTimeout(done, 500).unref())])
    },
  }
}

/** Ids of the messages to keep. An answer that Lambda cannot read counts as the whole batch failed. */
export function failedIds(
  result: InvokeResult,
  batch: readonly StoredMessage[],
  reportsFailures: boolean,
): Set<string> {
  const ids = new Set(batch.map(({ messageId }) => messageId))
  if (!result.ok) return ids
  if (!reportsFailures) return new Set()
  const { payload } = result
  const failures =
    typeof payload === 'object' && payload !== null
      ? (payload as { batchItemFailures?: unknown }).batchItemFailures
      : undefined
  if (failures === undefined || failures === null) return new Set()
  if (!Array.isArray(failures)) return ids
  const named = failures.map((failure) => (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier)
  return named.every((id) => typeof id === 'string' && ids.has(id)) ? new Set(named as string[]) : ids
}

function readFilters(criteria: unknown, refused: (why: string) => Error): unknown[] {
  const filters = ((criteria as { Filters?: { Pattern?: unknown }[] } | undefined)?.Filters ?? []) as {
    Pattern?: unknown
  }[]
  return filters.map(({ Pattern }) => {
    try {
      const pattern: unknown = typeof Pattern === 'string' ? JSON.parse(Pattern) : Pattern
      assertPattern(pattern)
      return pattern
    } catch (error) {
      throw refused(`FilterCriteria: ${(error as Error).message}`)
    }
  })
}

/** Filters see a JSON body as an object and any other body as text. */
function parsed(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' ? value : body
  } catch {
    return body
  }
}
