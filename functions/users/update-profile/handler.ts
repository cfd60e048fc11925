import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { updateProfile as update } from '../table.ts'
import { toUser } from '../views.ts'
import { updateProfile } from './route.ts'

export const handler = endpoint(updateProfile, async ({ caller, body, ifMatch }) => ({
  user: toUser(await update(userOf(caller).userId, body, ifMatch)),
}))
