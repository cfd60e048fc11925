import { createHash } from 'node:crypto'
import { Problem } from './errors.ts'

const fingerprint = (bound: readonly unknown[]) =>
  createHash('sha256').update(JSON.stringify(bound)).digest('base64url').slice(0, 16)

/** An opaque cursor that fits only the caller, list and filters in `bound`. */
export const encodeCursor = (start: Record<string, unknown>, bound: readonly unknown[]): string =>
  Buffer.from(JSON.stringify([fingerprint(bound), start])).toString('base64url')

/** Where to go on. @throws {Problem} INVALID_CURSOR for one of another caller, list or filter. */
export function decodeCursor(
  cursor: string | undefined,
  bound: readonly unknown[],
): Record<string, unknown> | undefined {
  if (cursor === undefined) return undefined
  try {
    const [belongsTo, start] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [
      string,
      Record<string, unknown>,
    ]
    if (belongsTo === fingerprint(bound) && typeof start === 'object' && start !== null) return start
  } catch {
    // Falls through: whatever it is, it is not a cursor of this list.
  }
  throw new Problem(
    'INVALID_CURSOR',
    'This cursor was not made by this list with these filters. Start again without it.',
  )
}
