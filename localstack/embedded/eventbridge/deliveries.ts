/**
 * Durable deliveries to targets with retries, shared by the services that push (EventBridge, Scheduler, SNS): what was
 * added survives `kill -9` and is delivered at least once.
 */
import type { Cloud, Principal } from '../types.ts'

export interface NewDelivery {
  readonly targetArn: string
  readonly payload: unknown
  readonly principal: Principal
  readonly settings?: Record<string, unknown>
  /** Named in log lines, such as `rule orders/placed`. */
  readonly label: string
  readonly retry: RetryPolicy
  readonly deadLetter?: DeadLetter
}

export interface RetryPolicy {
  /** Retries after the first attempt. */
  readonly maximumAttempts: number
  readonly maximumAgeSeconds: number
}

/** Where a delivery ends that was given up. Error attributes are added to `attributes`. */
export interface DeadLetter {
  readonly queueArn: string
  readonly principal: Principal
  readonly body: string
  readonly attributes: Record<string, string>
}

export interface Deliveries {
  /** Synchronous, so that it can be part of the transaction that accepts the event. Call `wake` after it. */
  add(delivery: NewDelivery): void
  wake(): void
  start(): void
  stop(): Promise<void>
  pending(): number
}

interface Row {
  id: number
  delivery: string
  attempts: number
  created_at: number
}

export interface DeliveryOptions {
  /** The first back-off; doubled with each retry, with jitter, up to 5 minutes. AWS publishes no exact figures. */
  readonly firstRetryMs?: number
  readonly concurrency?: number
}

const longestBackOffMs = 5 * 60_000

/** @param table name of the SQLite table, prefixed with the service's name. */
export function createDeliveries(cloud: Cloud, table: string, options: DeliveryOptions = {}): Deliveries {
  const { firstRetryMs = 500, concurrency = 32 } = options
  const { store } = cloud
  store.define(`CREATE TABLE IF NOT EXISTS ${table} (id INTEGER PRIMARY KEY AUTOINCREMENT, delivery TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, due_at INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS ${table}_due ON ${table} (due_at, id)`)
  const active = new Map<number, Promise<void>>()
  let running = false
  let timer: NodeJS.Timeout | undefined
  let immediate: NodeJS.Immediate | undefined

  /** Deferred, because a delivery to another bus accepts an event, and so wakes, before it has returned. */
  function wake(): void {
    if (running) immediate ??= setImmediate(pump)
  }

  function pump(): void {
    immediate = undefined
    if (!running) return
    clearTimeout(timer)
    const now = Date.now()
    const due = store.all<Row>(
      `SELECT id, delivery, attempts, created_at FROM ${table} WHERE due_at <= ? ORDER BY due_at, id LIMIT ?`,
      now,
      concurrency * 2,
    )
    for (const row of due) {
      if (active.size >= concurrency) return // a finished delivery wakes again
      if (active.has(row.id)) continue
      active.set(row.id, attempt(row))
    }
    const next = store.get<{ at: number | null }>(`SELECT MIN(due_at) AS at FROM ${table} WHERE due_at > ?`, now)?.at
    if (next) timer = setTimeout(wake, Math.min(next - now, 2 ** 31 - 1))
  }

  async function attempt(row: Row): Promise<void> {
    const delivery = JSON.parse(row.delivery) as NewDelivery
    try {
      await cloud.deliver(delivery)
      if (running) store.run(`DELETE FROM ${table} WHERE id = ?`, row.id)
    } catch (error) {
      // After a stop the row stays as it was and is attempted again at the next start.
      if (running) await failed(row, delivery, error)
    } finally {
      active.delete(row.id)
      wake()
    }
  }

  async function failed(row: Row, delivery: NewDelivery, error: unknown): Promise<void> {
    const code = errorCode(error)
    const backOff = Math.min(firstRetryMs * 2 ** row.attempts, longestBackOffMs) * (0.75 + Math.random() / 2)
    const dueAt = Math.round(Date.now() + backOff)
    const exhausted =
      row.attempts >= delivery.retry.maximumAttempts
        ? 'MaximumRetryAttempts'
        : dueAt - row.created_at > delivery.retry.maximumAgeSeconds * 1000
          ? 'MaximumEventAgeInSeconds'
          : undefined
    if (!exhausted && !final.has(code)) {
      store.run(`UPDATE ${table} SET attempts = attempts + 1, due_at = ? WHERE id = ?`, dueAt, row.id)
      return
    }
    await giveUp(delivery, {
      ERROR_CODE: code,
      ERROR_MESSAGE: messageOf(error),
      RETRY_ATTEMPTS: String(row.attempts),
      ...(exhausted && !final.has(code) ? { EXHAUSTED_RETRY_CONDITION: exhausted } : {}),
    })
    if (running) store.run(`DELETE FROM ${table} WHERE id = ?`, row.id)
  }

  async function giveUp(delivery: NewDelivery, errors: Record<string, string>): Promise<void> {
    const what = `${delivery.label}: ${delivery.targetArn} refused it for good (${errors.ERROR_CODE}: ${errors.ERROR_MESSAGE})`
    const { deadLetter } = delivery
    if (!deadLetter) {
      cloud.log.warn(`${what}; dropped, because the target has no dead-letter queue`)
      return
    }
    const attributes = Object.entries({ ...deadLetter.attributes, ...errors })
    const MessageAttributes = Object.fromEntries(
      attributes.map(([name, value]) => [
        name,
        { DataType: name === 'RETRY_ATTEMPTS' ? 'Number' : 'String', StringValue: value },
      ]),
    )
    try {
      const { queueArn, principal, body } = deadLetter
      await cloud.deliver({ targetArn: queueArn, payload: body, principal, settings: { MessageAttributes } })
      cloud.log.warn(`${what}; kept in ${queueArn}`)
    } catch (error) {
      cloud.log.warn(
        `${what}; dropped, because its dead-letter queue ${deadLetter.queueArn} refused it: ${messageOf(error)}`,
      )
    }
  }

  return {
    add(delivery) {
      const now = Date.now()
      const json = JSON.stringify(delivery)
      store.run(`INSERT INTO ${table} (delivery, created_at, due_at) VALUES (?, ?, ?)`, json, now, now)
    },
    wake,
    start() {
      running = true
      wake()
    },
    async stop() {
      running = false
      clearTimeout(timer)
      clearImmediate(immediate)
      immediate = undefined
      await Promise.race([Promise.allSettled(active.values()), new Promise((done) => setTimeout(done, 500).unref())])
    },
    pending: () => store.get<{ count: number }>(`SELECT COUNT(*) AS count FROM ${table}`)?.count ?? 0,
  }
}

/** Codes that EventBridge never retries: only a change of the deployment could help. */
const final = new Set(['NO_PERMISSIONS', 'NO_RESOURCE', 'INVALID_PARAMETER'])

function errorCode(error: unknown): string {
  const name = String((error as { code?: unknown } | undefined)?.code ?? (error as Error | undefined)?.name)
  if (/AccessDenied|NotAuthorized|Authorization/.test(name)) return 'NO_PERMISSIONS'
  if (/NotFound|DoesNotExist|NonExistent/.test(name)) return 'NO_RESOURCE'
  if (/Validation|InvalidParameter|InvalidMessage|Unsupported/.test(name)) return 'INVALID_PARAMETER'
  if (/Throttl|TooManyRequests|Limit/.test(name)) return 'THROTTLING'
  return 'ERROR_FROM_TARGET'
}

const messageOf = (error: unknown) => (error instanceof Error && error.message) || String(error)
