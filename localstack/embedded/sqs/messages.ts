/** The messages of all queues: durable, synchronous, and quick to say when one becomes visible. */
import { randomUUID } from 'node:crypto'
import type { Store } from '../store.ts'
import { messageBytes } from './checksums.ts'
import { deduplicate, rememberSent } from './deduplication.ts'
import type { Queue } from './resources.ts'
import { type NewMessage, type Row, type SentMessage, type StoredMessage, schema, toMessage } from './rows.ts'

export interface ReceiveOptions {
  readonly max: number
  readonly visibilityTimeoutSeconds: number
  readonly maxBytes?: number
}

export type Messages = ReturnType<typeof createMessages>

export function createMessages(store: Store, queues: readonly Queue[]) {
  store.define(schema)
  const byArn = new Map(queues.map((queue) => [queue.arn, queue]))
  const listeners = new Map<string, Set<() => void>>()
  const timers = new Map<string, { at: number; timer: NodeJS.Timeout }>()
  let stopped = false

  /** Tells the queue's receivers, after the caller's work, that messages may have become visible. */
  function changed(queue: Queue): void {
    for (const listener of listeners.get(queue.name) ?? []) setImmediate(() => !stopped && listener())
  }

  function wakeAt(queue: Queue, at: number): void {
    const armed = timers.get(queue.name)
    if (stopped || (armed && armed.at <= at)) return
    clearTimeout(armed?.timer)
    const timer = setTimeout(
      () => {
        timers.delete(queue.name)
        redriveExhausted(queue)
        changed(queue)
        wakeAtNext(queue)
      },
      Math.min(Math.max(at - Date.now(), 0) + 1, 2 ** 31 - 1),
    )
    timers.set(queue.name, { at, timer })
  }

  function wakeAtNext(queue: Queue): void {
    const sql = 'SELECT MIN(visible_at) AS at FROM sqs_messages WHERE queue = ? AND visible_at > ?'
    const at = store.get<{ at: number | null }>(sql, queue.name, Date.now())?.at
    if (at) wakeAt(queue, at)
  }

  /** AWS moves a message when it would be received once too often; here as soon as its last receive has ended. */
  function redriveExhausted(queue: Queue): void {
    const { redrive } = queue
    const target = redrive && byArn.get(redrive.deadLetterArn)
    if (!redrive || !target) return
    // The sending time stays: retention in a standard dead-letter queue counts from the first sending.
    const moved = store.run(
      `UPDATE sqs_messages SET queue = ?, receipt = NULL, receive_count = 0, first_received_at = NULL, source_arn = ?, sent_at = CASE WHEN ? THEN ? ELSE sent_at END
       WHERE queue = ? AND receive_count >= ? AND visible_at <= ?`,
      target.name,
      queue.arn,
      queue.fifo ? 1 : 0,
      Date.now(),
      queue.name,
      redrive.maxReceiveCount,
      Date.now(),
    )
    if (moved.changes > 0) changed(target)
  }

  function insert(queue: Queue, message: NewMessage): SentMessage {
    const known = deduplicate(store, queue, message)
    if (known) return known
    const now = Date.now()
    const messageId = randomUUID()
    const visibleAt = now + (message.delaySeconds ?? queue.delaySeconds) * 1000
    store.run(
      `INSERT INTO sqs_messages (queue, message_id, body, attributes, trace_header, group_id, deduplication_id, sender, sent_at, visible_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      queue.name,
      messageId,
      message.body,
      message.attributes && Object.keys(message.attributes).length > 0 ? JSON.stringify(message.attributes) : null,
      message.traceHeader ?? null,
      message.groupId ?? null,
      message.deduplicationId ?? null,
      message.sender,
      now,
      visibleAt,
    )
    const sequence = store.get<{ id: number }>('SELECT last_insert_rowid() AS id')!.id
    rememberSent(store, queue, message, { messageId, sequence })
    if (visibleAt > now) wakeAt(queue, visibleAt)
    return { messageId, sequence }
  }

  /** Rows to hand out: for FIFO only of groups with nothing in flight and nothing earlier still delayed. */
  function visibleRows(queue: Queue, limit: number): Row[] {
    const now = Date.now()
    if (!queue.fifo) {
      return store.all<Row>(
        'SELECT * FROM sqs_messages WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, id LIMIT ?',
        queue.name,
        now,
        limit,
      )
    }
    return store.all<Row>(
      `SELECT * FROM sqs_messages m WHERE queue = ? AND visible_at <= ? AND NOT EXISTS (SELECT 1 FROM sqs_messages b
         WHERE b.queue = m.queue AND b.group_id = m.group_id AND b.visible_at > ? AND (b.receipt IS NOT NULL OR b.id < m.id))
       ORDER BY id LIMIT ?`,
      queue.name,
      now,
      now,
      limit,
    )
  }

  function receive(queue: Queue, options: ReceiveOptions): StoredMessage[] {
    return store.transaction(() => {
      redriveExhausted(queue)
      const received: StoredMessage[] = []
      let bytes = 0
      const now = Date.now()
      const visibleAt = now + options.visibilityTimeoutSeconds * 1000
      for (const row of visibleRows(queue, options.max)) {
        bytes += messageBytes(row.body)
        if (options.maxBytes && received.length > 0 && bytes > options.maxBytes) break
        const receipt = Buffer.from(`${row.id}:${randomUUID()}`).toString('base64url')
        store.run(
          'UPDATE sqs_messages SET receipt = ?, visible_at = ?, receive_count = receive_count + 1, first_received_at = COALESCE(first_received_at, ?) WHERE id = ?',
          receipt,
          visibleAt,
          now,
          row.id,
        )
        received.push(
          toMessage({
            ...row,
            receipt,
            receive_count: row.receive_count + 1,
            first_received_at: row.first_received_at ?? now,
          }),
        )
      }
      if (received.length > 0) wakeAt(queue, visibleAt)
      return received
    })
  }

  /** The message whose latest receipt this is, or undefined: then it is gone, or was received again since. */
  function byReceipt(queue: Queue, receipt: string): { id: number; visibleAt: number } | undefined {
    const id = Number(Buffer.from(receipt, 'base64url').toString().split(':')[0])
    if (!Number.isSafeInteger(id)) return undefined
    const row = store.get<Row>('SELECT * FROM sqs_messages WHERE id = ? AND queue = ?', id, queue.name)
    return row?.receipt === receipt ? { id, visibleAt: row.visible_at } : undefined
  }

  return {
    changed,
    receive,
    byReceipt,

    send(queue: Queue, messages: readonly NewMessage[]): SentMessage[] {
      const sent = store.transaction(() => messages.map((message) => insert(queue, message)))
      changed(queue)
      return sent
    },
    remove(queue: Queue, ids: readonly number[]): void {
      store.transaction(() => {
        // Only while it is in this queue: a message that was redriven meanwhile stays where it went.
        for (const id of ids) store.run('DELETE FROM sqs_messages WHERE id = ? AND queue = ?', id, queue.name)
      })
      // The next message of a FIFO group becomes free.
      if (queue.fifo) changed(queue)
    },
    setVisibility(queue: Queue, id: number, seconds: number): void {
      const visibleAt = Date.now() + seconds * 1000
      store.run('UPDATE sqs_messages SET visible_at = ? WHERE id = ?', visibleAt, id)
      if (seconds > 0) {
        wakeAt(queue, visibleAt)
        return
      }
      redriveExhausted(queue)
      changed(queue)
    },
    /** Gives a message of a dead-letter queue back to a source queue, as new. */
    move(ids: readonly number[], to: Queue): void {
      store.transaction(() => {
        const sql = `UPDATE sqs_messages SET queue = ?, receipt = NULL, receive_count = 0, first_received_at = NULL, source_arn = NULL, sent_at = ?, visible_at = ? WHERE id = ?`
        for (const id of ids) store.run(sql, to.name, Date.now(), Date.now(), id)
      })
      changed(to)
    },
    visible: (queue: Queue, limit: number): StoredMessage[] => visibleRows(queue, limit).map(toMessage),
    peek: (queue: Queue, limit: number): StoredMessage[] =>
      store
        .all<Row>('SELECT * FROM sqs_messages WHERE queue = ? ORDER BY id LIMIT ?', queue.name, limit)
        .map(toMessage),
    counts(queue: Queue): { visible: number; inFlight: number; delayed: number } {
      const now = Date.now()
      const row = store.get<{ visible: number | null; inFlight: number | null; total: number }>(
        'SELECT SUM(visible_at <= ?) AS visible, SUM(visible_at > ? AND receipt IS NOT NULL) AS inFlight, COUNT(*) AS total FROM sqs_messages WHERE queue = ?',
        now,
        now,
        queue.name,
      )
      const { visible, inFlight, total } = {
        total: row?.total ?? 0,
        visible: row?.visible ?? 0,
        inFlight: row?.inFlight ?? 0,
      }
      return { visible, inFlight, delayed: total - visible - inFlight }
    },
    purge: (queue: Queue) => void store.run('DELETE FROM sqs_messages WHERE queue = ?', queue.name),
    removeExpired(): void {
      for (const { name, retentionSeconds } of queues) {
        store.run(
          'DELETE FROM sqs_messages WHERE queue = ? AND sent_at < ?',
          name,
          Date.now() - retentionSeconds * 1000,
        )
      }
    },
    /** Calls the listener whenever the queue may have messages to receive. Returns the way to stop it. */
    onVisible(queue: Queue, listener: () => void): () => void {
      const known = listeners.get(queue.name) ?? new Set()
      listeners.set(queue.name, known.add(listener))
      return () => void known.delete(listener)
    },
    /**
     * What was in flight when the process died has nobody working on it any more: visible at once, for comfort; AWS waits.
     * That receive does not count: the cloud died, and no consumer failed. Else five restarts would make a dead letter.
     */
    begin(): void {
      store.run(
        'UPDATE sqs_messages SET visible_at = ?, receive_count = receive_count - 1 WHERE receipt IS NOT NULL AND visible_at > ?',
        Date.now(),
        Date.now(),
      )
      for (const queue of queues) {
        redriveExhausted(queue)
        wakeAtNext(queue)
      }
    },
    end(): void {
      stopped = true
      for (const { timer } of timers.values()) clearTimeout(timer)
    },
  }
}
