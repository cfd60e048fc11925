/** Event (asynchronous) invocations: accepted durably, retried, then handed to the destination or dead-letter queue. */
import { randomUUID } from 'node:crypto'
import type { Cloud, InvokeResult, Resource } from '../types.ts'
import { type FunctionConfig, functionName } from './function-config.ts'

/** AWS waits 1 and 2 minutes; a developer should not have to. Milliseconds by attempt. */
const retryDelaysMs = [1_000, 2_000]

interface Row {
  readonly id: string
  readonly arn: string
  readonly payload: string
  readonly source: string
  readonly attempts: number
  readonly accepted_at: number
  readonly due_at: number
}

interface EventInvokeConfig {
  readonly MaximumRetryAttempts?: number | string
  readonly MaximumEventAgeInSeconds?: number | string
  readonly DestinationConfig?: Readonly<Record<'OnSuccess' | 'OnFailure', { Destination?: string } | undefined>>
}

export type Attempt = (arn: string, payload: string, source: string, requestId: string) => Promise<InvokeResult>

export function createAsyncInvocations(cloud: Cloud, configs: ReadonlyMap<string, FunctionConfig>, attempt: Attempt) {
  const { store } = cloud
  store.define(`CREATE TABLE IF NOT EXISTS lambda_async (
    id TEXT PRIMARY KEY, arn TEXT NOT NULL, payload TEXT NOT NULL, source TEXT NOT NULL,
    attempts INTEGER NOT NULL, accepted_at INTEGER NOT NULL, due_at INTEGER NOT NULL)`)
  const timers = new Set<NodeJS.Timeout>()
  let stopped = false
  const invokeConfigs = new Map(
    cloud
      .resources('AWS::Lambda::EventInvokeConfig')
      .map((resource: Resource) => [functionName(String(resource.properties.FunctionName)), resource.properties]),
  )

  function schedule(row: Row) {
    if (stopped) return
    const timer = setTimeout(
      () => {
        timers.delete(timer)
        run(row).catch((error) => cloud.log.error(`The event invocation ${row.id} of ${row.arn} broke`, error))
      },
      Math.max(0, row.due_at - Date.now()),
    )
    timers.add(timer)
  }

  async function run(row: Row) {
    const config = configs.get(functionName(row.arn))
    if (!config) {
      store.run('DELETE FROM lambda_async WHERE id = ?', row.id)
      return cloud.log.warn(`An event for ${row.arn} is dropped: the function is gone`)
    }
    const result = await attempt(row.arn, row.payload, row.source, row.id).catch((error) => refused(row.id, error))
    if (stopped) return
    const attempts = row.attempts + 1
    const settings = (invokeConfigs.get(config.name) ?? {}) as EventInvokeConfig
    const retries = Number(settings.MaximumRetryAttempts ?? 2)
    const dueAt = Date.now() + (retryDelaysMs[attempts - 1] ?? retryDelaysMs.at(-1)!)
    const tooOld = dueAt - row.accepted_at > Number(settings.MaximumEventAgeInSeconds ?? 21_600) * 1000
    if (!result.ok && attempts <= retries && !tooOld) {
      store.run('UPDATE lambda_async SET attempts = ?, due_at = ? WHERE id = ?', attempts, dueAt, row.id)
      return schedule({ ...row, attempts, due_at: dueAt })
    }
    const condition = result.ok ? 'Success' : tooOld ? 'EventAgeExceeded' : 'RetriesExhausted'
    await settle(config, settings, { ...row, attempts }, result, condition)
    store.run('DELETE FROM lambda_async WHERE id = ?', row.id)
  }

  async function settle(
    config: FunctionConfig,
    settings: EventInvokeConfig,
    row: Row,
    result: InvokeResult,
    condition: string,
  ) {
    const principal = { kind: 'role', roleArn: config.roleArn, label: config.name } as const
    const destination = settings.DestinationConfig?.[result.ok ? 'OnSuccess' : 'OnFailure']?.Destination
    const failure = (target: string) => (error: unknown) =>
      cloud.log.error(`${config.name}: the result of an event could not be delivered to ${target}`, error)
    if (destination) {
      const payload = {
        version: '1.0',
        timestamp: new Date().toISOString(),
        requestContext: {
          requestId: row.id,
          functionArn: `${config.arn}:$LATEST`,
          condition,
          approximateInvokeCount: row.attempts,
        },
        requestPayload: JSON.parse(row.payload),
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: result.functionError },
        responsePayload: result.payload,
      }
      await cloud.deliver({ targetArn: destination, payload, principal }).catch(failure(destination))
    }
    if (result.ok) return
    if (config.deadLetterArn) {
      const message = String((result.payload as { errorMessage?: string } | null)?.errorMessage ?? '')
      const attribute = (StringValue: string, DataType = 'String') => ({ DataType, StringValue })
      const settings = {
        MessageAttributes: {
          RequestID: attribute(row.id),
          ErrorCode: attribute('200', 'Number'),
          ErrorMessage: attribute(message.slice(0, 1024)),
        },
      }
      const delivery = { targetArn: config.deadLetterArn, payload: JSON.parse(row.payload), principal, settings }
      await cloud.deliver(delivery).catch(failure(config.deadLetterArn))
    }
    if (!destination && !config.deadLetterArn) {
      cloud.log.warn(`${config.name}: an event was dropped after ${row.attempts} attempts (${condition})`)
    }
  }

  return {
    /** Returns once the event is stored; it survives the end of this process. */
    accept(arn: string, payload: string, source: string): string {
      const now = Date.now()
      const row: Row = { id: randomUUID(), arn, payload, source, attempts: 0, accepted_at: now, due_at: now }
      store.run(
        'INSERT INTO lambda_async (id, arn, payload, source, attempts, accepted_at, due_at) VALUES (?, ?, ?, ?, 0, ?, ?)',
        row.id,
        arn,
        payload,
        source,
        now,
        now,
      )
      schedule(row)
      return row.id
    },
    resume() {
      for (const row of store.all<Row>('SELECT * FROM lambda_async')) schedule(row)
    },
    stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

/** The invocation did not even begin. */
const refused = (requestId: string, error: Error): InvokeResult => ({
  ok: false,
  payload: { errorType: error.name, errorMessage: error.message },
  functionError: 'Unhandled',
  requestId,
  durationMs: 0,
})
