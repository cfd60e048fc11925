import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'

/** How to reach a user. Asked at the moment of sending, so that events carry no personal data. */
export const getContact = defineInternal({
  service: 'users',
  name: 'get-contact',
  timeoutMs: 5000,
  input: z.object({ userId: z.string() }),
  output: z.object({
    contact: z.nullable(
      z.object({
        email: z.string(),
        name: z.string(),
        phone: z.optional(z.string()),
        /** BCP 47 */
        locale: z.string(),
        /** Without it nobody gets advertising. */
        marketingConsent: z.boolean(),
      }),
    ),
  }),
})
