import { Problem } from '../shared/errors.ts'
import { FREE_FAILURES, type LoginFailures, secondsBlocked } from './domain/login-failures.ts'
import { verifyPassword } from './passwords.ts'
import { clearLoginFailures, countLoginFailure, getLoginFailures, type UserItem } from './table.ts'
import { unauthorized } from './tokens.ts'

/**
 * The user, when the password is right. Failures of an address are counted, with an account or not, in the same time.
 * @throws {Problem} INVALID_CREDENTIALS, TOO_MANY_REQUESTS
 */
export async function checkPassword(
  email: string,
  password: string,
  find: () => Promise<UserItem | undefined>,
  now: Date,
): Promise<UserItem> {
  const nowSeconds = Math.floor(now.getTime() / 1000)
  const [known, user] = await Promise.all([getLoginFailures(email, nowSeconds), find()])
  // Tries made while waiting count, whatever the password: waiting longer is the answer to not waiting.
  if (secondsBlocked(known, nowSeconds) > 0) throw tooMany(await countLoginFailure(email, nowSeconds), nowSeconds)
  const isRight = await verifyPassword(password, user?.passwordHash)
  if (!user || !isRight) {
    const failures = await countLoginFailure(email, nowSeconds)
    if (failures.failures > FREE_FAILURES) throw tooMany(failures, nowSeconds)
    throw unauthorized('INVALID_CREDENTIALS', 'E-mail or password is wrong.')
  }
  if (known && !(await clearLoginFailures(email, nowSeconds))) {
    throw tooMany(await countLoginFailure(email, nowSeconds), nowSeconds)
  }
  return user
}

function tooMany(failures: LoginFailures, nowSeconds: number): Problem {
  const wait = secondsBlocked(failures, nowSeconds)
  return new Problem('TOO_MANY_REQUESTS', `Too many failed logins. Wait ${wait} seconds, then try again.`, {
    headers: { 'retry-after': String(wait) },
  })
}
