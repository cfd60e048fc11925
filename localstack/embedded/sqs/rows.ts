/** A message's life in the store, and its tables. */
import type { Attributes } from './checksums.ts'

export interface NewMessage {
  readonly body: string
  readonly attributes?: Attributes
  readonly traceHeader?: string
  readonly groupId?: string
  readonly deduplicationId?: string
  readonly delaySeconds?: number
  readonly sender: string
}

export interface SentMessage {
  readonly messageId: string
  readonly sequence: number
}

export interface StoredMessage {
  readonly id: number
  readonly messageId: string
  readonly body: string
  readonly attributes: Attributes
  readonly traceHeader?: string
  readonly groupId?: string
  readonly deduplicationId?: string
  readonly sender: string
  /** Epoch milliseconds. */
  readonly sentAt: number
  readonly firstReceivedAt?: number
  readonly receiveCount: number
  readonly receipt?: string
  /** The queue that a message in a dead-letter queue came from. */
  readonly sourceArn?: string
}

export interface Row {
  id: number
  message_id: string
  body: string
  attributes: string | null
  trace_header: string | null
  group_id: string | null
  deduplication_id: string | null
  sender: string
  sent_at: number
  visible_at: number
  first_received_at: number | null
  receive_count: number
  receipt: string | null
  source_arn: string | null
}

export const schema = `CREATE TABLE IF NOT EXISTS sqs_messages (id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, message_id TEXT NOT NULL,
      body TEXT NOT NULL, attributes TEXT, trace_header TEXT, group_id TEXT, deduplication_id TEXT, sender TEXT NOT NULL, sent_at INTEGER NOT NULL,
      visible_at INTEGER NOT NULL, first_received_at INTEGER, receive_count INTEGER NOT NULL DEFAULT 0, receipt TEXT, source_arn TEXT);
    CREATE INDEX IF NOT EXISTS sqs_messages_visible ON sqs_messages (queue, visible_at, id);
    CREATE INDEX IF NOT EXISTS sqs_messages_group ON sqs_messages (queue, group_id, id) WHERE group_id IS NOT NULL;
    CREATE INDEX IF NOT EXISTS sqs_messages_received ON sqs_messages (queue, receive_count);
    CREATE TABLE IF NOT EXISTS sqs_deduplication (queue TEXT, key TEXT, message_id TEXT NOT NULL, sequence INTEGER NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (queue, key));
    CREATE INDEX IF NOT EXISTS sqs_deduplication_until ON sqs_deduplication (until)`

export function toMessage(row: Row): StoredMessage {
  return {
    id: row.id,
    messageId: row.message_id,
    body: row.body,
    attributes: row.attributes ? (JSON.parse(row.attributes) as Attributes) : {},
    ...(row.trace_header ? { traceHeader: row.trace_header } : {}),
    ...(row.group_id ? { groupId: row.group_id } : {}),
    ...(row.deduplication_id ? { deduplicationId: row.deduplication_id } : {}),
    sender: row.sender,
    sentAt: row.sent_at,
    ...(row.first_received_at ? { firstReceivedAt: row.first_received_at } : {}),
    receiveCount: row.receive_count,
    ...(row.receipt ? { receipt: row.receipt } : {}),
    ...(row.source_arn ? { sourceArn: row.source_arn } : {}),
  }
}
