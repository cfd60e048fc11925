import { endpoint } from '../../shared/http/endpoint.ts'
import { assertStrong } from '../assert-strong.ts'
import { normalizeResetCode } from '../domain/reset-code.ts'
import { hashPassword } from '../passwords.ts'
import {
  countResetTry,
  findResetCodeOwner,
  findUserByEmail,
  getUser,
  invalidCode,
  setPassword,
  useResetCode,
} from '../table.ts'
import { resetPassword } from './route.ts'

/** Asked for as somebody would be: how long it takes tells nothing. */
const NOBODY = 'nobody'

export const handler = endpoint(resetPassword, async ({ body: { email, code: text, newPassword } }, deps) => {
  // Before the code is tried: a weak password costs no try.
  assertStrong(newPassword, email ?? '', 'body.newPassword')
  const code = normalizeResetCode(text)
  const ownerId = code && (await findResetCodeOwner(code))
  const user = email === undefined ? await getUser(ownerId ?? NOBODY) : await findUserByEmail(email)
  if (!(await countResetTry(user?.userId ?? NOBODY, deps.now))) throw invalidCode()
  if (!code || !user || user.userId !== ownerId) throw invalidCode()
  assertStrong(newPassword, user.email, 'body.newPassword')
  const passwordHash = await hashPassword(newPassword)
  await setPassword(user, { passwordHash }, deps, useResetCode(user.userId, code, deps.now))
  return undefined
})
