import * as z from 'zod/mini'

/** An e-mail address in the one form that it is stored and compared in: lower-case, without surrounding space. */
export const Email = z
  .string()
  .check(
    z.normalize('NFKC'),
    z.trim(),
    z.toLowerCase(),
    z.maxLength(254),
    z.regex(/^[^\s@<>",;\p{Cc}]+@[^\s@<>",;.\p{Cc}]+(?:\.[^\s@<>",;.\p{Cc}]+)+$/u, 'an e-mail address'),
  )
