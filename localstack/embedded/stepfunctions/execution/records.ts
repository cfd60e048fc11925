/** The durable form of executions: one row each, one row per task step, one per outstanding token. */
import { createHash } from 'node:crypto'
import type { Store } from '../../store.ts'

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED'

export interface ExecutionRow {
  readonly seq: number
  readonly arn: string
  readonly name: string
  readonly machine_arn: string
  readonly machine_name: string
  readonly role_arn: string
  /** Hash of the definition the execution started with; it keeps it over deployments, as on AWS. */
  readonly definition: string
  /** JSON text. */
  readonly input: string
  readonly trace_id: string | null
  /** Milliseconds since the epoch. */
  readonly started_at: number
  readonly status: Status
  readonly stopped_at: number | null
  readonly output: string | null
  readonly error: string | null
  readonly cause: string | null
  readonly redrive_count: number
  readonly redriven_at: number | null
}

export interface AttemptRecord {
  at: number
  resource?: string
  endedAt?: number
  result?: unknown
  error?: string
  cause?: string
  token?: string
  /** When the task that carries the token was accepted; it is not sent again after a restart. */
  submittedAt?: number
  timeoutAt?: number
}

export interface StepRecord {
  /** Attempts before this index were made before a redrive. */
  base: number
  attempts: AttemptRecord[]
}

export interface TokenRow {
  readonly token: string
  readonly seq: number
  readonly step: string
  readonly attempt: number
  readonly machine_arn: string
  readonly timeout_at: number | null
}

const KEPT_EXECUTIONS = 10_000
const NAME_KEPT_MS = 90 * 24 * 3600 * 1000

export function openRecords(store: Store) {
  store.define(`
    CREATE TABLE IF NOT EXISTS sfn_definitions (hash TEXT PRIMARY KEY, definition TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS sfn_executions (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, name TEXT NOT NULL, machine_arn TEXT NOT NULL,
      machine_name TEXT NOT NULL, role_arn TEXT NOT NULL, definition TEXT NOT NULL, input TEXT NOT NULL, trace_id TEXT,
      started_at INTEGER NOT NULL, status TEXT NOT NULL DEFAULT 'RUNNING', stopped_at INTEGER, output TEXT, error TEXT,
      cause TEXT, redrive_count INTEGER NOT NULL DEFAULT 0, redriven_at INTEGER);
    CREATE INDEX IF NOT EXISTS sfn_executions_status ON sfn_executions (status, seq);
    CREATE TABLE IF NOT EXISTS sfn_steps (
      seq INTEGER NOT NULL, step TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (seq, step)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS sfn_tokens (
      token TEXT PRIMARY KEY, seq INTEGER NOT NULL, step TEXT NOT NULL, attempt INTEGER NOT NULL,
      machine_arn TEXT NOT NULL, timeout_at INTEGER) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS sfn_tokens_execution ON sfn_tokens (seq);
    CREATE TABLE IF NOT EXISTS sfn_names (arn TEXT PRIMARY KEY, used_at INTEGER NOT NULL) WITHOUT ROWID;`)

  return {
    transaction: store.transaction,

    /** @returns the hash by which executions refer to the definition. */
    keepDefinition(definition: string): string {
      const hash = createHash('sha256').update(definition).digest('hex').slice(0, 32)
      store.run('INSERT OR IGNORE INTO sfn_definitions VALUES (?, ?)', hash, definition)
      return hash
    },
    definition: (hash: string): string =>
      store.get<{ definition: string }>('SELECT definition FROM sfn_definitions WHERE hash = ?', hash)!.definition,

    insert(
      row: Omit<
        ExecutionRow,
        'seq' | 'status' | 'stopped_at' | 'output' | 'error' | 'cause' | 'redrive_count' | 'redriven_at'
      >,
    ): ExecutionRow {
      store.run(
        `INSERT INTO sfn_executions (arn, name, machine_arn, machine_name, role_arn, definition, input, trace_id, started_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        row.arn,
        row.name,
        row.machine_arn,
        row.machine_name,
        row.role_arn,
        row.definition,
        row.input,
        row.trace_id,
        row.started_at,
      )
      return this.find(row.arn)!
    },
    find: (arn: string) => store.get<ExecutionRow>('SELECT * FROM sfn_executions WHERE arn = ?', arn),
    findByName: (name: string) =>
      store.get<ExecutionRow>('SELECT * FROM sfn_executions WHERE name = ? ORDER BY seq DESC LIMIT 1', name),
    nameWasUsed: (arn: string) => store.get('SELECT 1 FROM sfn_names WHERE arn = ?', arn) !== undefined,
    running: () => store.all<ExecutionRow>("SELECT * FROM sfn_executions WHERE status = 'RUNNING' ORDER BY seq"),

    /** Newest first. @param before seq below which to list. */
    list: (filter: { machineArn?: string; status?: string; before?: number; limit: number }) =>
      store.all<ExecutionRow>(
        `SELECT * FROM sfn_executions WHERE (?1 IS NULL OR machine_arn = ?1) AND (?2 IS NULL OR status = ?2)
         AND (?3 IS NULL OR seq < ?3) ORDER BY seq DESC LIMIT ?4`,
        filter.machineArn ?? null,
        filter.status ?? null,
        filter.before ?? null,
        filter.limit,
      ),

    finish(seq: number, end: { status: Status; at: number; output?: string; error?: string; cause?: string }): void {
      store.run('DELETE FROM sfn_tokens WHERE seq = ?', seq)
      store.run(
        'UPDATE sfn_executions SET status = ?, stopped_at = ?, output = ?, error = ?, cause = ? WHERE seq = ?',
        end.status,
        end.at,
        end.output ?? null,
        end.error ?? null,
        end.cause ?? null,
        seq,
      )
    },
    redrive(seq: number, at: number): void {
      store.run(
        `UPDATE sfn_executions SET status = 'RUNNING', stopped_at = NULL, output = NULL, error = NULL, cause = NULL,
         redrive_count = redrive_count + 1, redriven_at = ? WHERE seq = ?`,
        at,
        seq,
      )
    },

    steps: (seq: number): Map<string, StepRecord> =>
      new Map(
        store
          .all<{ step: string; record: string }>('SELECT step, record FROM sfn_steps WHERE seq = ?', seq)
          .map(({ step, record }) => [step, JSON.parse(record) as StepRecord]),
      ),
    saveStep(seq: number, step: string, record: StepRecord): void {
      store.run('INSERT OR REPLACE INTO sfn_steps VALUES (?, ?, ?)', seq, step, JSON.stringify(record))
    },

    token: (token: string) => store.get<TokenRow>('SELECT * FROM sfn_tokens WHERE token = ?', token),
    addToken(row: TokenRow): void {
      store.run(
        'INSERT OR IGNORE INTO sfn_tokens VALUES (?, ?, ?, ?, ?, ?)',
        row.token,
        row.seq,
        row.step,
        row.attempt,
        row.machine_arn,
        row.timeout_at,
      )
    },
    removeToken: (token: string) => store.run('DELETE FROM sfn_tokens WHERE token = ?', token),

    /** Drops finished executions beyond the newest 10,000; their names stay taken for 90 days, as on AWS. */
    prune(now: number, kept = KEPT_EXECUTIONS): void {
      const oldest = store.get<{ seq: number }>(
        "SELECT seq FROM sfn_executions WHERE status <> 'RUNNING' ORDER BY seq DESC LIMIT 1 OFFSET ?",
        kept - 1,
      )
      if (!oldest) return
      store.transaction(() => {
        const old = "FROM sfn_executions WHERE status <> 'RUNNING' AND seq < ?"
        store.run(`INSERT OR IGNORE INTO sfn_names SELECT arn, started_at ${old}`, oldest.seq)
        store.run(`DELETE FROM sfn_steps WHERE seq IN (SELECT seq ${old})`, oldest.seq)
        store.run(`DELETE ${old}`, oldest.seq)
        store.run('DELETE FROM sfn_names WHERE used_at < ?', now - NAME_KEPT_MS)
      })
    },
  }
}

export type Records = ReturnType<typeof openRecords>
