import { getContact } from '../../contracts/internal/get-contact.ts'
import { issueResetCode } from '../../contracts/internal/issue-reset-code.ts'
import { call } from '../shared/internal.ts'

/** How to reach somebody. */
export interface Recipient {
  /** Absent for a bare address. */
  readonly userId?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly name?: string | undefined
  readonly locale: string
  /** What the message says beyond the delivery's own data, and what is stored nowhere, such as a one-time code. */
  readonly data?: Record<string, unknown>
}

export async function contactOf(userId: string): Promise<Recipient | undefined> {
  const { contact } = await call(getContact, { userId })
  return contact ? { ...contact, userId } : undefined
}

/** The code is made now and goes nowhere but into the mail. */
export async function withResetCode(requestId: string): Promise<Recipient | undefined> {
  const { reset } = await call(issueResetCode, { requestId })
  if (!reset) return undefined
  const { code, minutes, ...recipient } = reset
  return { ...recipient, data: { code, minutes } }
}
