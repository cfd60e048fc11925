import { createHash } from 'node:crypto'

/**
 * Digits only, so that any keyboard can type it. 53 bits: a code alone says whose it is, and cannot be guessed in its
 * time by as many requests as the shop can answer.
 */
export const RESET_CODE_DIGITS = 16
export const RESET_CODE_MINUTES = 20
/** Tries at a user's code, the right one included, before it is worth nothing. */
export const RESET_CODE_TRIES = 5

/** Codes that one address is sent in an hour. */
export const RESET_REQUESTS_AN_HOUR = 5

/** Without the spaces and dashes that people put between groups; undefined when it cannot be a code. */
export function normalizeResetCode(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, '')
  return new RegExp(`^\\d{${RESET_CODE_DIGITS}}$`).test(digits) ? digits : undefined
}

/** What is stored of a code. */
export const hashResetCode = (code: string): string => createHash('sha256').update(code).digest('base64url')
