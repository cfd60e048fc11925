import * as z from 'zod/mini'
import { defineEvent } from '../event.ts'

/** Somebody wants a code to set a new password. Says neither for which address nor whether that has an account. */
export const PasswordResetRequested = defineEvent('PasswordResetRequested', 1, z.object({ requestId: z.string() }))
