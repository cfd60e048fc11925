import { endpoint } from '../../shared/http/endpoint.ts'
import { checkPassword } from '../check-password.ts'
import { createSession, findUserByEmail } from '../table.ts'
import { newRefreshToken, tokensFor } from '../tokens.ts'
import { login } from './route.ts'

export const handler = endpoint(login, async ({ body: { email, password } }, deps) => {
  const user = await checkPassword(email, password, () => findUserByEmail(email), deps.now)
  const refreshToken = newRefreshToken(deps.newId())
  await createSession(refreshToken, user, deps.now)
  return tokensFor(user, refreshToken, deps)
})
