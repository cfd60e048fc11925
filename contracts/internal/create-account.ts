import * as z from 'zod/mini'
import { PostalAddress } from '../address.ts'
import { defineInternal } from '../internal-function.ts'

/**
 * Makes an account of any role for the seed command; exists in local and dev stages only.
 * Repeatable: an existing account keeps its id and data, and gets the role and the password.
 */
export const createAccount = defineInternal({
  service: 'users',
  name: 'create-account',
  timeoutMs: 5000,
  input: z.object({
    email: z.string(),
    password: z.string(),
    name: z.string(),
    role: z.enum(['customer', 'staff', 'admin']),
    phone: z.optional(z.string()),
    /** Becomes the default address of an account that has none. */
    address: z.optional(PostalAddress),
  }),
  output: z.object({ userId: z.string() }),
})
