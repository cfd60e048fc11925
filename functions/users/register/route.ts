import * as z from 'zod/mini'
import { Email } from '../../../contracts/email.ts'
import { UserRegistered } from '../../../contracts/events/user-registered.ts'
import { defineRoute } from '../../shared/http/route.ts'
import { Locale, Password, PersonName, Phone, User } from '../schemas.ts'

export const register = defineRoute({
  name: 'register',
  method: 'POST',
  path: '/api/users/register',
  summary: 'Make a customer account',
  access: 'public',
  ownership: 'shop',
  body: z.strictObject({
    email: Email,
    password: Password,
    name: PersonName,
    phone: z.optional(Phone),
    locale: z.optional(Locale),
  }),
  responses: { 201: z.object({ user: User }) },
  problems: ['EMAIL_TAKEN', 'WEAK_PASSWORD'],
  idempotency: 'optional',
  rateLimit: { by: 'address' },
  table: 'write',
  emits: [UserRegistered],
})
