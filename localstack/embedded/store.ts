/** Durable state of the emulators: one SQLite file (or memory), shared by all, each with tables of its own. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { compact } from './compact.ts'

export interface Store {
  /** Runs DDL; use CREATE TABLE IF NOT EXISTS with the service's name as prefix. */
  define(sql: string): void
  run(sql: string, ...parameters: SQLInputValue[]): { changes: number }
  get<Row>(sql: string, ...parameters: SQLInputValue[]): Row | undefined
  all<Row>(sql: string, ...parameters: SQLInputValue[]): Row[]
  /** Runs the synchronous work in one transaction. */
  transaction<Result>(work: () => Result): Result
  /** Has everything that was deleted leave the file. */
  compact(): void
  close(): void
}

/** @param file path of the database, or undefined to keep nothing. */
export function openStore(file?: string): Store {
  if (file) mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file ?? ':memory:')
  // WAL with NORMAL survives `kill -9` of this process; only a power cut could lose the last commits.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000')
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  const prepared = (sql: string) => {
    const known = statements.get(sql)
    if (known) return known
    const statement = database.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  return {
    define: (sql) => database.exec(sql),
    run: (sql, ...parameters) => ({ changes: Number(prepared(sql).run(...parameters).changes) }),
    get: <Row>(sql: string, ...parameters: SQLInputValue[]) => prepared(sql).get(...parameters) as Row | undefined,
    all: <Row>(sql: string, ...parameters: SQLInputValue[]) => prepared(sql).all(...parameters) as Row[],
    transaction(work) {
      database.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        database.exec('COMMIT')
        return result
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
    compact: () => void compact(database),
    close: () => database.close(),
  }
}
