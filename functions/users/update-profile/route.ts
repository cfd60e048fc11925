import * as z from 'zod/mini'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Locale, PersonName, Phone, User } from '../schemas.ts'

export const updateProfile = defineRoute({
  name: 'update-profile',
  method: 'PUT',
  path: '/api/users/profile',
  summary: 'Change the given fields of your account; a phone of null removes it',
  access: anyUser,
  ownership: 'caller',
  body: z.strictObject({
    name: z.optional(PersonName),
    phone: z.optional(z.nullable(Phone)),
    locale: z.optional(Locale),
    marketingConsent: z.optional(z.boolean()),
  }),
  responses: { 200: z.object({ user: User }) },
  problems: ['NOT_FOUND', 'VERSION_MISMATCH'],
  table: 'write',
})
