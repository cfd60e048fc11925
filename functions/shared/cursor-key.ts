/** The keys that cursors are signed with: of Secrets Manager, asked for when the first cursor is made or read. */
import { getSecretVersion } from './clients/secrets.ts'
import { env } from './env.ts'

export interface CursorKeys {
  readonly current: string
  /** Before the last rotation: what it signed is still accepted. */
  readonly previous: string | undefined
}

/** A rotation may go unnoticed this long by who makes cursors. */
const REFRESH_MS = 60 * 60_000
/** Forged cursors cost no more than one question in this time. */
const ASK_AGAIN_MS = 10_000

let keys: { value: Promise<CursorKeys>; readAt: number } | undefined

export const cursorKeys = {
  known: (): Promise<CursorKeys> => readWithin(REFRESH_MS),
  newest: (): Promise<CursorKeys> => readWithin(ASK_AGAIN_MS),
}

function readWithin(ms: number): Promise<CursorKeys> {
  if (keys && Date.now() - keys.readAt < ms) return keys.value
  const value = read()
  keys = { value, readAt: Date.now() }
  value.catch(() => {
    keys = undefined
  })
  return value
}

async function read(): Promise<CursorKeys> {
  const arn = env.setting('CURSOR_KEY_SECRET')
  const [current, previous] = await Promise.all([
    getSecretVersion(arn, 'AWSCURRENT'),
    getSecretVersion(arn, 'AWSPREVIOUS'),
  ])
  if (!current) throw new Error('The secret that signs cursors has no value')
  return { current, previous }
}
