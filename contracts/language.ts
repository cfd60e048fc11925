import * as z from 'zod/mini'

/** The languages of the shop. */
export const Language = z.enum(['en', 'zh'])
export type Language = z.infer<typeof Language>
