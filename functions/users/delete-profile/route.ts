import { UserErasureRequested } from '../../../contracts/events/user-erasure-requested.ts'
import { anyUser, defineRoute } from '../../shared/http/route.ts'

export const deleteProfile = defineRoute({
  name: 'delete-profile',
  method: 'DELETE',
  path: '/api/users/profile',
  summary:
    'End your account at once, and erase your personal data in the whole shop. Orders that have not left are cancelled and paid back; amounts and taxes stay without your name, as the law asks',
  access: anyUser,
  ownership: 'caller',
  responses: { 204: null },
  problems: ['VERSION_MISMATCH', 'CONFLICT'],
  table: 'write',
  emits: [UserErasureRequested],
})
