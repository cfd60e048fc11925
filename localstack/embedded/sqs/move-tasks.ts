/** Redrive: moves the messages of a dead-letter queue to where they came from, or to a queue of choice. */
import { randomUUID } from 'node:crypto'
import type { Store } from '../store.ts'
import { AwsError } from '../types.ts'
import type { Messages } from './messages.ts'
import type { Queue } from './resources.ts'

interface TaskRow {
  handle: string
  source_arn: string
  destination_arn: string | null
  per_second: number | null
  state: string
  moved: number
  to_move: number
  failure: string | null
  started_at: number
}

const chunk = 100

export function createMoveTasks(store: Store, messages: Messages, queues: readonly Queue[]) {
  store.define(`CREATE TABLE IF NOT EXISTS sqs_move_tasks (handle TEXT PRIMARY KEY, source_arn TEXT NOT NULL, destination_arn TEXT,
    per_second INTEGER, state TEXT NOT NULL, moved INTEGER NOT NULL, to_move INTEGER NOT NULL, failure TEXT, started_at INTEGER NOT NULL)`)
  const timers = new Set<NodeJS.Timeout>()
  const byArn = (arn: string | null | undefined) => queues.find((queue) => queue.arn === arn)
  const task = (handle: string) => store.get<TaskRow>('SELECT * FROM sqs_move_tasks WHERE handle = ?', handle)

  function schedule(handle: string, ms: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      step(handle)
    }, ms)
    timers.add(timer)
  }

  function step(handle: string): void {
    const row = task(handle)
    const source = byArn(row?.source_arn)
    if (row?.state !== 'RUNNING' || !source) return
    const batch = messages.visible(source, Math.min(chunk, row.per_second ?? chunk))
    for (const message of batch) {
      const destination = byArn(row.destination_arn ?? message.sourceArn)
      if (!destination) {
        finish(row, 'FAILED', 'CouldNotDetermineMessageSource')
        return
      }
      messages.move([message.id], destination)
      store.run('UPDATE sqs_move_tasks SET moved = moved + 1 WHERE handle = ?', handle)
    }
    if (batch.length === 0 || (!row.per_second && batch.length < chunk)) finish(row, 'COMPLETED')
    else schedule(handle, row.per_second ? 1000 : 0)
  }

  function finish(row: TaskRow, state: string, failure: string | null = null): void {
    store.run('UPDATE sqs_move_tasks SET state = ?, failure = ? WHERE handle = ?', state, failure, row.handle)
  }

  return {
    start(input: Record<string, unknown>): { TaskHandle: string } {
      const source = byArn(String(input.SourceArn))
      if (!source)
        throw new AwsError(
          'ResourceNotFoundException',
          'The resource that you specified for the SourceArn parameter does not exist.',
          404,
        )
      if (!queues.some(({ redrive }) => redrive?.deadLetterArn === source.arn)) {
        throw new AwsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.')
      }
      if (input.DestinationArn && !byArn(String(input.DestinationArn))) {
        throw new AwsError(
          'ResourceNotFoundException',
          'The resource that you specified for the DestinationArn parameter does not exist.',
          404,
        )
      }
      if (store.get("SELECT 1 FROM sqs_move_tasks WHERE source_arn = ? AND state = 'RUNNING'", source.arn)) {
        throw new AwsError(
          'UnsupportedOperation',
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        )
      }
      const handle = Buffer.from(`${randomUUID()}:${source.arn}`).toString('base64')
      store.run(
        "INSERT INTO sqs_move_tasks VALUES (?, ?, ?, ?, 'RUNNING', 0, ?, NULL, ?)",
        handle,
        source.arn,
        input.DestinationArn ? String(input.DestinationArn) : null,
        input.MaxNumberOfMessagesPerSecond ? Number(input.MaxNumberOfMessagesPerSecond) : null,
        messages.counts(source).visible,
        Date.now(),
      )
      schedule(handle, 0)
      return { TaskHandle: handle }
    },
    cancel(input: Record<string, unknown>) {
      const row = task(String(input.TaskHandle))
      if (row?.state !== 'RUNNING')
        throw new AwsError('ResourceNotFoundException', 'There is no running task with this TaskHandle.', 404)
      finish(row, 'CANCELLED')
      return { ApproximateNumberOfMessagesMoved: row.moved }
    },
    list(input: Record<string, unknown>) {
      const limit = Math.min(Number(input.MaxResults ?? 1), 10)
      const sql = 'SELECT * FROM sqs_move_tasks WHERE source_arn = ? ORDER BY started_at DESC, rowid DESC LIMIT ?'
      const rows = store.all<TaskRow>(sql, String(input.SourceArn), limit)
      return {
        Results: rows.map((row) => ({
          // Only a running task can still be cancelled, so only it has a handle.
          ...(row.state === 'RUNNING' ? { TaskHandle: row.handle } : {}),
          Status: row.state,
          SourceArn: row.source_arn,
          ...(row.destination_arn ? { DestinationArn: row.destination_arn } : {}),
          ...(row.per_second ? { MaxNumberOfMessagesPerSecond: row.per_second } : {}),
          ApproximateNumberOfMessagesMoved: row.moved,
          ApproximateNumberOfMessagesToMove: row.to_move,
          ...(row.failure ? { FailureReason: row.failure } : {}),
          StartedTimestamp: row.started_at,
        })),
      }
    },
    begin(): void {
      for (const { handle } of store.all<TaskRow>("SELECT * FROM sqs_move_tasks WHERE state = 'RUNNING'"))
        schedule(handle, 0)
    },
    end(): void {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
