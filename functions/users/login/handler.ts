import { Problem } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { FREE_FAILURES, type LoginFailures, secondsBlocked } from '../domain/login-failures.ts'
import { verifyPassword } from '../passwords.ts'
import { clearLoginFailures, countLoginFailure, createSession, findUserByEmail, getLoginFailures } from '../table.ts'
import { newRefreshToken, tokensFor, unauthorized } from '../tokens.ts'
import { login } from './route.ts'

export const handler = endpoint(login, async ({ body: { email, password } }, deps) => {
  const nowSeconds = Math.floor(deps.now.getTime() / 1000)
  const [known, user] = await Promise.all([getLoginFailures(email, nowSeconds), findUserByEmail(email)])
  // Tries made while waiting count, whatever the password: waiting longer is the answer to not waiting.
  if (secondsBlocked(known, nowSeconds) > 0) throw tooMany(await countLoginFailure(email, nowSeconds), nowSeconds)
  const isRight = await verifyPassword(password, user?.passwordHash)
  if (!user || !isRight) {
    const now = await countLoginFailure(email, nowSeconds)
    if (now.failures > FREE_FAILURES) throw tooMany(now, nowSeconds)
    throw unauthorized('INVALID_CREDENTIALS', 'E-mail or password is wrong.')
  }
  if (known && !(await clearLoginFailures(email, nowSeconds))) {
    throw tooMany(await countLoginFailure(email, nowSeconds), nowSeconds)
  }
  const refreshToken = newRefreshToken(deps.newId())
  await createSession(refreshToken, user.userId, deps.now)
  return tokensFor(user, refreshToken, deps)
})

function tooMany(failures: LoginFailures, nowSeconds: number): Problem {
  const wait = secondsBlocked(failures, nowSeconds)
  return new Problem('TOO_MANY_REQUESTS', `Too many failed logins. Wait ${wait} seconds, then try again.`, {
    headers: { 'retry-after': String(wait) },
  })
}
