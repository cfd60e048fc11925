/** FIFO queues accept a message with a known deduplication id and drop it, for five minutes. */
import type { Store } from '../store.ts'
import type { Queue } from './resources.ts'
import type { NewMessage, SentMessage } from './rows.ts'

const windowMs = 5 * 60_000

/** The message that was sent under the same id, or undefined when this one is new. */
export function deduplicate(store: Store, queue: Queue, message: NewMessage): SentMessage | undefined {
  if (!queue.fifo) return undefined
  store.run('DELETE FROM sqs_deduplication WHERE until <= ?', Date.now())
  const sql = 'SELECT message_id AS messageId, sequence FROM sqs_deduplication WHERE queue = ? AND key = ?'
  return store.get<SentMessage>(sql, queue.name, keyOf(queue, message))
}

export function rememberSent(store: Store, queue: Queue, message: NewMessage, sent: SentMessage): void {
  if (!queue.fifo) return
  const sql = 'INSERT INTO sqs_deduplication (queue, key, message_id, sequence, until) VALUES (?, ?, ?, ?, ?)'
  store.run(sql, queue.name, keyOf(queue, message), sent.messageId, sent.sequence, Date.now() + windowMs)
}

const keyOf = (queue: Queue, { groupId, deduplicationId }: NewMessage) =>
  queue.deduplicatesByGroup ? `${groupId}\n${deduplicationId}` : String(deduplicationId)
