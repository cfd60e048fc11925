/** The history as GetExecutionHistory gives it. https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
import type { ExecutionRow } from '../execution/records.ts'
import type { Attempt, Entry } from '../interpreter/trace.ts'

interface Event {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly type: string
  readonly details?: readonly [field: string, value: Record<string, unknown>]
}

export interface HistoryEvent {
  readonly id: number
  readonly previousEventId: number
  /** Seconds since the epoch. */
  readonly timestamp: number
  readonly type: string
}

const text = (value: unknown) => JSON.stringify(value) ?? 'null'
const failureOf = ({ error, cause }: { error?: string | null; cause?: string | null }) => ({
  ...(error ? { error } : {}),
  ...(cause ? { cause } : {}),
})

export function historyEvents(row: ExecutionRow, entries: readonly Entry[]): HistoryEvent[] {
  const events: Event[] = [
    {
      at: row.started_at,
      type: 'ExecutionStarted',
      details: ['executionStartedEventDetails', { input: row.input, roleArn: row.role_arn }],
    },
    ...entries.filter(({ key }) => !key.includes('/')).flatMap((entry) => entryEvents(entry, entries)),
    ...endEvents(row),
  ]
  return events.map(({ at, type, details }, index) => ({
    id: index + 1,
    previousEventId: index,
    timestamp: at / 1000,
    type,
    ...(details ? { [details[0]]: details[1] } : {}),
  }))
}

function endEvents(row: ExecutionRow): Event[] {
  if (row.status === 'RUNNING') return []
  const type = `Execution${{ SUCCEEDED: 'Succeeded', FAILED: 'Failed', TIMED_OUT: 'TimedOut', ABORTED: 'Aborted' }[row.status]}`
  const details = row.output === null ? failureOf(row) : { output: row.output }
  return [{ at: row.stopped_at!, type, details: [`execution${type.slice('Execution'.length)}EventDetails`, details] }]
}

/** A state's events with those of the states inside it, in order of time. */
function entryEvents(entry: Entry, all: readonly Entry[]): Event[] {
  const entered = { name: entry.state, input: text(entry.input) }
  const events: Event[] = [
    { at: entry.enteredAt, type: `${entry.type}StateEntered`, details: ['stateEnteredEventDetails', entered] },
    ...entry.attempts.flatMap(attemptEvents),
    ...childEvents(entry, all),
  ]
  if (entry.exitedAt !== undefined && (entry.error === undefined || entry.caught)) {
    const exited = { name: entry.state, output: text(entry.output) }
    events.push({ at: entry.exitedAt, type: `${entry.type}StateExited`, details: ['stateExitedEventDetails', exited] })
  }
  return events
}

function childEvents(entry: Entry, all: readonly Entry[]): Event[] {
  const children = all.filter(({ key }) => {
    const rest = key.startsWith(`${entry.key}.`) ? key.slice(entry.key.length) : ''
    return rest.split('/').length === 2
  })
  if (entry.type !== 'Map' && entry.type !== 'Parallel') return []
  const events: Event[] = [{ at: entry.enteredAt, type: `${entry.type}StateStarted` }]
  for (const child of children) {
    const iteration = { name: entry.state, index: child.index ?? 0 }
    if (entry.type === 'Map' && child.key.endsWith('.0'))
      events.push({
        at: child.enteredAt,
        type: 'MapIterationStarted',
        details: ['mapIterationStartedEventDetails', iteration],
      })
    events.push(...entryEvents(child, all))
    if (entry.type === 'Map' && child.exitedAt !== undefined && child.next === undefined && !child.error)
      events.push({
        at: child.exitedAt,
        type: 'MapIterationSucceeded',
        details: ['mapIterationSucceededEventDetails', iteration],
      })
  }
  events.sort((a, b) => a.at - b.at)
  if (entry.exitedAt !== undefined)
    events.push({ at: entry.exitedAt, type: `${entry.type}State${entry.error === undefined ? 'Succeeded' : 'Failed'}` })
  return events
}

function attemptEvents(attempt: Attempt): Event[] {
  if (attempt.resource.split(':')[2] === 'lambda') return lambdaEvents(attempt)
  const [resourceType = '', resource = ''] = attempt.resource.split(':::')[1]?.split(':') ?? []
  const task = { resourceType, resource }
  const scheduled = {
    ...task,
    parameters: text(attempt.payload),
    ...(attempt.timeoutSeconds ? { timeoutInSeconds: attempt.timeoutSeconds } : {}),
  }
  const events: Event[] = [
    { at: attempt.at, type: 'TaskScheduled', details: ['taskScheduledEventDetails', scheduled] },
    { at: attempt.at, type: 'TaskStarted', details: ['taskStartedEventDetails', task] },
  ]
  if (attempt.submittedAt !== undefined)
    events.push({ at: attempt.submittedAt, type: 'TaskSubmitted', details: ['taskSubmittedEventDetails', task] })
  if (attempt.endedAt === undefined) return events
  const [kind, details] = endOf(attempt)
  return [
    ...events,
    { at: attempt.endedAt, type: `Task${kind}`, details: [`task${kind}EventDetails`, { ...task, ...details }] },
  ]
}

function lambdaEvents(attempt: Attempt): Event[] {
  const scheduled = { resource: attempt.resource, input: text(attempt.payload) }
  const events: Event[] = [
    { at: attempt.at, type: 'LambdaFunctionScheduled', details: ['lambdaFunctionScheduledEventDetails', scheduled] },
    { at: attempt.at, type: 'LambdaFunctionStarted' },
  ]
  if (attempt.endedAt === undefined) return events
  const [kind, details] = endOf(attempt)
  const type = `LambdaFunction${kind}`
  return [...events, { at: attempt.endedAt, type, details: [`lambdaFunction${kind}EventDetails`, details] }]
}

function endOf(attempt: Attempt): [kind: string, details: Record<string, unknown>] {
  if (attempt.error === undefined) return ['Succeeded', { output: text(attempt.result) }]
  const timedOut = attempt.error === 'States.Timeout' || attempt.error === 'States.HeartbeatTimeout'
  return [timedOut ? 'TimedOut' : 'Failed', failureOf(attempt)]
}
