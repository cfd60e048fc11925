import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/** An account has ended, and everything personal about it is to go. */
export const UserErasureRequested = defineEvent(
  'UserErasureRequested',
  1,
  z.object({ userId: z.string(), erasureId: z.string() }),
)
