import * as z from 'zod/mini'
import { PostalAddress } from '../address.ts'
import { defineInternal } from '../internal-function.ts'

/** An address of that user; `null` when it is not theirs or does not exist. */
export const getAddress = defineInternal({
  service: 'users',
  name: 'get-address',
  timeoutMs: 5000,
  input: z.object({ userId: z.string(), addressId: z.string() }),
  output: z.object({ address: z.nullable(PostalAddress) }),
})
