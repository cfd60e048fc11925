import * as z from 'zod/mini'
import { PostalAddress } from '../../contracts/address.ts'
import { Id, Timestamp } from '../../contracts/quantity.ts'
import { roles, scopes } from '../shared/http/route.ts'

/** Any characters; long enough for every pass phrase. */
export const Password = z.string().check(z.minLength(1), z.maxLength(256))
export const PersonName = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))
export const Phone = PostalAddress.shape.phone
export const Locale = z
  .string()
  .check(z.maxLength(35), z.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'a BCP 47 tag such as "en" or "zh-CN"'))

export const User = z.object({
  id: Id,
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  phone: z.optional(z.string()),
  locale: z.string(),
  marketingConsent: z.boolean(),
  createdAt: Timestamp,
  version: z.int(),
})
export type User = z.infer<typeof User>

export const AddressInput = z.strictObject({ ...PostalAddress.shape, isDefault: z.optional(z.boolean()) })

export const Address = z.object({
  id: Id,
  ...PostalAddress.shape,
  isDefault: z.boolean(),
  createdAt: Timestamp,
  version: z.int(),
})
export type Address = z.infer<typeof Address>

export const Session = z.object({
  id: Id,
  createdAt: Timestamp,
  expiresAt: Timestamp,
  revokedAt: z.optional(Timestamp),
})
export type Session = z.infer<typeof Session>

export const Tokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  tokenType: z.literal('Bearer'),
  /** Seconds until the access token ends. */
  expiresIn: z.int(),
  user: User,
})

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: Timestamp,
  expiresAt: z.optional(Timestamp),
  /** To about a minute; absent until its first use. */
  lastUsedAt: z.optional(Timestamp),
})
export type ApiKey = z.infer<typeof ApiKey>
