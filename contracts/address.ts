import * as z from 'zod/mini'

const line = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most))

/** Where to deliver. `country` is an ISO 3166-1 alpha-2 code. */
export const PostalAddress = z.strictObject({
  recipient: line(200),
  phone: z.string().check(z.regex(/^\+?[0-9][0-9 ()\-.]{4,24}$/, 'a telephone number')),
  line1: line(200),
  line2: z.optional(z.string().check(z.maxLength(200))),
  city: line(100),
  region: z.optional(z.string().check(z.maxLength(100))),
  postalCode: line(20),
  country: z.string().check(z.regex(/^[A-Z]{2}$/, 'an ISO 3166-1 alpha-2 code such as "US"')),
})
export type PostalAddress = z.infer<typeof PostalAddress>

/** What is left of an address when its person is erased: the country and region that a tax was for. Still a valid one. */
export const erasedAddress = ({ country, region }: PostalAddress): PostalAddress => ({
  recipient: ERASED,
  phone: '00000',
  line1: ERASED,
  city: ERASED,
  ...(region === undefined ? {} : { region }),
  postalCode: ERASED,
  country,
})

const ERASED = 'erased'
