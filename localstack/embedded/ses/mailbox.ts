/** The mailbox: every e-mail and SMS that the cloud was asked to send, instead of sending it. */
import { randomUUID } from 'node:crypto'
import type { Store } from '../store.ts'
import type { View } from '../types.ts'

export interface Letter {
  readonly channel: 'email' | 'sms'
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
  /** Values of the sender's message tags: by them it can be forgotten. */
  readonly tags?: readonly string[]
}

const keptLetters = 10_000

/** @returns the letter's id, which the caller gives as message id. */
export function keepLetter(store: Store, letter: Letter): string {
  define(store)
  const id = randomUUID()
  store.run(
    'INSERT INTO mailbox (id, channel, recipient, subject, body, html, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    id,
    letter.channel,
    letter.to,
    letter.subject,
    letter.text,
    letter.html ?? null,
    new Date().toISOString(),
  )
  for (const tag of letter.tags ?? []) store.run('INSERT INTO mailbox_tags (letter, tag) VALUES (?, ?)', id, tag)
  store.run('DELETE FROM mailbox WHERE sequence <= (SELECT MAX(sequence) FROM mailbox) - ?', keptLetters)
  return id
}

/** Removes the letters with this tag, and those without any to the same addresses. */
export function forgetLetters(store: Store, tag: string): void {
  define(store)
  store.transaction(() => {
    store.run(
      `DELETE FROM mailbox WHERE id NOT IN (SELECT letter FROM mailbox_tags) AND recipient COLLATE NOCASE IN
         (SELECT recipient FROM mailbox JOIN mailbox_tags ON letter = id WHERE tag = ?)`,
      tag,
    )
    store.run('DELETE FROM mailbox WHERE id IN (SELECT letter FROM mailbox_tags WHERE tag = ?)', tag)
    store.run('DELETE FROM mailbox_tags WHERE letter NOT IN (SELECT id FROM mailbox)')
  })
}

/** `?to=<address>&limit=<n>`, newest first. */
export function mailboxView(store: Store): View {
  define(store)
  return ({ query }) => {
    const to = query.get('to')
    const limit = Math.min(Math.max(Number(query.get('limit') ?? 100) || 100, 1), 1000)
    const rows = store.all<Record<string, string | null>>(
      `SELECT id, channel, recipient, subject, body, html, at FROM mailbox WHERE ? IS NULL OR recipient = ? COLLATE NOCASE ORDER BY sequence DESC LIMIT ?`,
      to,
      to,
      limit,
    )
    return {
      items: rows.map(({ id, channel, recipient, subject, body, html, at }) => ({
        id,
        channel,
        to: recipient,
        subject,
        text: body,
        ...(html === null ? {} : { html }),
        at,
      })),
    }
  }
}

function define(store: Store): void {
  store.define(`CREATE TABLE IF NOT EXISTS mailbox (sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, channel TEXT NOT NULL, recipient TEXT NOT NULL,
    subject TEXT NOT NULL, body TEXT NOT NULL, html TEXT, at TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS mailbox_recipient ON mailbox (recipient COLLATE NOCASE, sequence);
    CREATE INDEX IF NOT EXISTS mailbox_id ON mailbox (id);
    CREATE TABLE IF NOT EXISTS mailbox_tags (letter TEXT NOT NULL, tag TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS mailbox_tags_tag ON mailbox_tags (tag);
    CREATE INDEX IF NOT EXISTS mailbox_tags_letter ON mailbox_tags (letter)`)
}
