import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Ends the visibility timeout of every message that a queue has in flight, in the local cloud's own file: a minute each time
 * otherwise. The queue notices at its next message.
 */
export function visibilityEnds(dataFolder: string, queue: string): void {
  const database = new DatabaseSync(join(dataFolder, 'emulators.sqlite'), { timeout: 5000 })
  database
    .prepare('UPDATE sqs_messages SET visible_at = ? WHERE queue LIKE ? AND visible_at > ?')
    .run(Date.now(), `%${queue}`, Date.now())
  database.close()
}
