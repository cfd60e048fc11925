import type { DatabaseSync } from 'node:sqlite'

/** Bytes; above it a rewrite would hold up writers for longer than they wait. */
const LARGEST = 512 * 1024 * 1024

/**
 * Rewrites a database file without what was deleted from it, which SQLite otherwise leaves in free space and in the log
 * until they are used again. @throws when somebody else holds the file for too long @returns false when it is too large
 */
export function compact(database: DatabaseSync): boolean {
  const pragma = (name: string) => Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0])
  if (pragma('page_count') * pragma('page_size') > LARGEST) return false
  const patience = pragma('busy_timeout')
  database.exec('PRAGMA busy_timeout = 2000')
  try {
    database.exec('VACUUM')
    const { busy } = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number }
    if (busy) throw new Error('The log of the database is being read: it could not be emptied')
  } finally {
    database.exec(`PRAGMA busy_timeout = ${patience}`)
  }
  return true
}
