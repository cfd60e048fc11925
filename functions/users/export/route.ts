import * as z from 'zod/mini'
import { customerExports } from '../../../contracts/internal/index.ts'
import { Timestamp } from '../../../contracts/quantity.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'
import { Address, Session, User } from '../schemas.ts'

const section = z.optional(z.array(z.record(z.string(), z.unknown())))

export const exportData = defineRoute({
  name: 'export',
  method: 'GET',
  path: '/api/users/export',
  summary:
    'Everything the shop keeps about you, as one document; `nextCursor` only where it is more than one answer carries',
  access: anyUser,
  ownership: 'caller',
  query: z.strictObject({ cursor: z.optional(z.string().check(z.maxLength(4096))) }),
  responses: {
    200: z.object({
      exportedAt: Timestamp,
      /** With `addresses`, `sessions`, `cart` and `preferences` in the first part only. */
      user: z.optional(User),
      addresses: z.optional(z.array(Address)),
      sessions: z.optional(z.array(Session)),
      orders: section,
      payments: section,
      cart: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
      reviews: section,
      notifications: section,
      messages: section,
      preferences: z.optional(z.record(z.string(), z.unknown())),
      stockSubscriptions: section,
      limitedPurchases: section,
      nextCursor: z.nullable(z.string()),
    }),
  },
  problems: ['INVALID_CURSOR', 'INVALID_TOKEN', 'PROVIDER_UNAVAILABLE'],
  table: 'read',
  calls: customerExports,
  timeoutSeconds: 20,
})
