/**
 * Upkeep of our own engine's SQLite file, beside the engine: the index that keeps writes to streamed tables fast, trimming
 * of consumed stream records, and finding expired items. The engine waits up to 5 s for a lock; each step takes milliseconds.
 */
import { DatabaseSync } from 'node:sqlite'
import { compact } from '../compact.ts'
import type { TableSpec } from './table-spec.ts'

const trimmedAtOnce = 500
const expiredAtOnce = 200

export type StoredItem = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface Housekeeping {
  /** Deletes records below the sequence number, keeping the newest: the engine numbers on from it. */
  trim(table: string, below: bigint): void
  /** Has everything that was deleted leave the file. False when the file is too large for that. */
  compact(): boolean
  /** Items whose TTL attribute is in the past. @param now epoch seconds. */
  expired(table: TableSpec, now: number): StoredItem[]
  count(table: string): number
  close(): void
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

export function openHousekeeping(file: string, tables: Iterable<TableSpec>): Housekeeping {
  const database = new DatabaseSync(file, { timeout: 2_000 })
  // Without it the engine looks through all records of all streams at each write.
  database.exec(
    'CREATE INDEX IF NOT EXISTS local_stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
  )
  const ttlPath = ({ ttlAttribute = '' }: TableSpec) =>
    `json_extract(item_json, '$.${JSON.stringify(ttlAttribute).replaceAll("'", "''")}.N')`
  for (const table of tables) {
    if (!table.ttlAttribute) continue
    const value = ttlPath(table)
    const name = quoted(`local_ttl_${table.name}_${table.ttlAttribute}`)
    database.exec(
      `CREATE INDEX IF NOT EXISTS ${name} ON ${quoted(table.name)} (CAST(${value} AS INTEGER)) WHERE ${value} IS NOT NULL`,
    )
  }
  database.exec('PRAGMA busy_timeout = 50')
  const trimming = database.prepare(
    `DELETE FROM _stream_records WHERE id IN (
       SELECT id FROM _stream_records WHERE table_name = ? AND CAST(sequence_number AS INTEGER) < ? LIMIT ${trimmedAtOnce})`,
  )

  return {
    trim(table, below) {
      while (Number(trimming.run(table, below).changes) === trimmedAtOnce);
    },
    compact: () => compact(database),
    expired(table, now) {
      const value = ttlPath(table)
      const rows = database
        .prepare(
          `SELECT item_json FROM ${quoted(table.name)}
           WHERE ${value} IS NOT NULL AND CAST(${value} AS INTEGER) < ? LIMIT ${expiredAtOnce}`,
        )
        .all(now) as { item_json: string }[]
      return rows.map(({ item_json }) => JSON.parse(item_json) as StoredItem)
    },
    count: (table) => Number((database.prepare(`SELECT count(*) AS n FROM ${quoted(table)}`).get() as { n: number }).n),
    close: () => database.close(),
  }
}
