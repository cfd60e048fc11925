import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'

/**
 * Makes the code that somebody asked for, at the moment of sending it: only its hash is stored, so no event, queue or
 * table ever holds it. Each call makes a new one and ends the one before. `null` when the address has no account.
 */
export const issueResetCode = defineInternal({
  service: 'users',
  name: 'issue-reset-code',
  timeoutMs: 5000,
  input: z.object({ requestId: z.string() }),
  output: z.object({
    reset: z.nullable(
      z.object({
        userId: z.string(),
        code: z.string(),
        minutes: z.int(),
        email: z.string(),
        name: z.string(),
        /** BCP 47 */
        locale: z.string(),
      }),
    ),
  }),
})
