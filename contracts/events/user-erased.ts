import * as z from 'zod/mini'

import { defineEvent } from '../event.ts'

/** No service keeps personal data of that user any more. */
export const UserErased = defineEvent('UserErased', 1, z.object({ userId: z.string(), erasureId: z.string() }))
