import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { getUser } from '../table.ts'
import { accountGone } from '../tokens.ts'
import { toUser } from '../views.ts'
import { getProfile } from './route.ts'

export const handler = endpoint(getProfile, async ({ caller }) => {
  const user = await getUser(userOf(caller).userId)
  if (!user) throw accountGone()
  return { user: toUser(user) }
})
