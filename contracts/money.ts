import * as z from 'zod/mini'

/** Largest amount the shop accepts, in minor units: sums of many stay exact far below 2^53. */
export const MAX_AMOUNT = 100_000_000_000

export const Currency = z.string().check(z.regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as "USD"'))

/** Integer minor units (cents) and an ISO 4217 code. */
export const Money = z.strictObject({
  amount: z.int().check(z.minimum(0), z.maximum(MAX_AMOUNT)),
  currency: Currency,
})
export type Money = z.infer<typeof Money>
