/** Opaque cursors: `base64url(JSON of where to go on).base64url(HMAC)`. Clients can neither make nor move one. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type CursorKeys, cursorKeys } from './cursor-key.ts'
import { Problem } from './errors.ts'

/** A cursor that fits only the caller, list and filters in `bound`. */
export async function encodeCursor(start: Record<string, unknown>, bound: readonly unknown[]): Promise<string> {
  const payload = Buffer.from(JSON.stringify(start)).toString('base64url')
  const { current } = await cursorKeys.known()
  return `${payload}.${mac(current, payload, bound).toString('base64url')}`
}

/** Where to go on. @throws {Problem} INVALID_CURSOR for a forged one and for one of another caller, list or filter. */
export async function decodeCursor(
  cursor: string | undefined,
  bound: readonly unknown[],
): Promise<Record<string, unknown> | undefined> {
  if (cursor === undefined) return undefined
  const [, payload, signature] = /^([\w-]+)\.([\w-]{43})$/.exec(cursor) ?? []
  if (payload && signature && (await isOurs(payload, signature, bound))) {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
  }
  throw new Problem(
    'INVALID_CURSOR',
    'This cursor was not made by this list with these filters. Start again without it.',
  )
}

async function isOurs(payload: string, signature: string, bound: readonly unknown[]): Promise<boolean> {
  const given = Buffer.from(signature, 'base64url')
  const isSignedBy = ({ current, previous }: CursorKeys) =>
    [current, previous].some((key) => key !== undefined && timingSafeEqual(mac(key, payload, bound), given))
  // A key that this environment has not heard of yet may have made it: another one saw the rotation first.
  return isSignedBy(await cursorKeys.known()) || isSignedBy(await cursorKeys.newest())
}

const mac = (key: string, payload: string, bound: readonly unknown[]): Buffer =>
  createHmac('sha256', key)
    .update(JSON.stringify([payload, bound]))
    .digest()
