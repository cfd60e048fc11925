import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

export const UserRegistered = defineEvent('UserRegistered', 1, z.object({ userId: z.string() }))
