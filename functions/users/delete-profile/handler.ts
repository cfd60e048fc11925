import { UserErasureRequested } from '../../../contracts/events/user-erasure-requested.ts'
import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { publish } from '../../shared/outbox.ts'
import { endAccount } from '../table.ts'
import { deleteProfile } from './route.ts'

export const handler = endpoint(deleteProfile, async ({ caller, ifMatch }, deps) => {
  const { userId } = userOf(caller)
  const erasureId = deps.newId()
  await endAccount(userId, erasureId, ifMatch, deps.now, [
    publish(UserErasureRequested, userId, { userId, erasureId }, deps),
  ])
  return undefined
})
