import * as z from 'zod/mini'

/** Most lines one order or cart may have. */
export const MAX_LINES = 500
/** Most units of one line: wholesale orders of tens of thousands are real. */
export const MAX_QUANTITY = 100_000

export const Quantity = z.int().check(z.minimum(1), z.maximum(MAX_QUANTITY))
export const Sku = z
  .string()
  .check(z.minLength(1), z.maxLength(64), z.regex(/^[\w.\-/:+ ]+$/, 'letters, digits and . - / : +'))
export const Id = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[\w-]+$/, 'an id'))
/** ISO 8601 in UTC with `Z`. */
export const Timestamp = z.iso.datetime()
