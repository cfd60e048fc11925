/** What the console shows of executions. Task tokens never appear: whoever has one can answer for the payment provider. */
import type { View } from '../../types.ts'
import type { ExecutionRow } from '../execution/records.ts'
import { withoutTokens } from '../execution/tokens.ts'
import type { Attempt, Entry } from '../interpreter/trace.ts'
import type { Api } from './executions.ts'

const DEFAULT_LIMIT = 50
const iso = (milliseconds: number) => new Date(milliseconds).toISOString()

export function executionsView(api: Api): View {
  return async ({ rest, query }) => {
    if (rest.length > 0) {
      const id = rest.map(decodeURIComponent).join('/')
      const row = api.records.find(id) ?? api.records.findByName(id)
      return row && withoutTokens(detail(row, await api.executions.entriesOf(row)))
    }
    const limit = Math.min(Math.max(Number(query.get('limit')) || DEFAULT_LIMIT, 1), 1000)
    const status = query.get('status')?.toUpperCase()
    const rows = api.records.list({ limit, ...(status ? { status } : {}) })
    return { items: rows.map((row) => ({ ...summary(row), ...current(api, row) })) }
  }
}

function current(api: Api, row: ExecutionRow) {
  const currentState = api.executions.currentState(row.seq)
  return currentState === undefined ? {} : { currentState }
}

const summary = (row: ExecutionRow) => ({
  id: row.name,
  arn: row.arn,
  name: row.name,
  stateMachine: row.machine_name,
  status: row.status,
  startedAt: iso(row.started_at),
  stoppedAt: row.stopped_at === null ? null : iso(row.stopped_at),
  ...(row.redrive_count > 0 ? { redriveCount: row.redrive_count } : {}),
})

const detail = (row: ExecutionRow, entries: readonly Entry[]) => ({
  ...summary(row),
  input: JSON.parse(row.input) as unknown,
  ...(row.output === null ? {} : { output: JSON.parse(row.output) as unknown }),
  ...(row.error === null ? {} : { error: row.error }),
  ...(row.cause === null ? {} : { cause: row.cause }),
  history: entries.toSorted((a, b) => a.enteredAt - b.enteredAt).map(stateView),
})

const stateView = (entry: Entry) => ({
  state: entry.state,
  type: entry.type,
  ...(entry.key.includes('/') ? { path: entry.key } : {}),
  ...(entry.index === undefined ? {} : { index: entry.index }),
  enteredAt: iso(entry.enteredAt),
  ...(entry.exitedAt === undefined ? {} : { exitedAt: iso(entry.exitedAt) }),
  input: entry.input,
  ...(entry.output === undefined ? {} : { output: entry.output }),
  ...(entry.error === undefined ? {} : { error: entry.error, cause: entry.cause, caught: entry.caught ?? false }),
  attempts: entry.attempts.map(attemptView),
  ...(entry.next === undefined ? {} : { next: entry.next }),
})

const attemptView = ({ at, endedAt, resource, error, cause, token }: Attempt) => ({
  at: iso(at),
  resource,
  ok: endedAt === undefined ? null : error === undefined,
  ...(error === undefined ? {} : { error, cause }),
  durationMs: endedAt === undefined ? null : endedAt - at,
  ...(token ? { taskToken: true } : {}),
})
