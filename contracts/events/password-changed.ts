import * as z from 'zod/mini'
import { defineEvent } from '../event.ts'

/** By its owner, who knew the old one or a code sent by e-mail. The other sessions have ended. */
export const PasswordChanged = defineEvent('PasswordChanged', 1, z.object({ userId: z.string() }))
