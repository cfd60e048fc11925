import { notFound } from '../../shared/errors.ts'
import { endpoint, userOf } from '../../shared/http/endpoint.ts'
import { assertStrong } from '../assert-strong.ts'
import { checkPassword } from '../check-password.ts'
import { hashPassword } from '../passwords.ts'
import { getUser, setPassword } from '../table.ts'
import { changePassword } from './route.ts'

export const handler = endpoint(changePassword, async ({ caller, body }, deps) => {
  const { userId, sessionId } = userOf(caller)
  const user = await getUser(userId)
  if (!user) throw notFound('account')
  await checkPassword(user.email, body.currentPassword, async () => user, deps.now)
  assertStrong(body.newPassword, user.email, 'body.newPassword')
  const passwordHash = await hashPassword(body.newPassword)
  await setPassword(user, { passwordHash, keptSessionId: sessionId }, deps)
  return undefined
})
