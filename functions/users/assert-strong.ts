import { Problem } from '../shared/errors.ts'
import { passwordWeakness } from './domain/password-policy.ts'

/** @param path where the password is, such as `body.newPassword`. @throws {Problem} WEAK_PASSWORD */
export function assertStrong(password: string, email: string, path: string): void {
  const message = passwordWeakness(password, email)
  if (message) throw new Problem('WEAK_PASSWORD', message, { errors: [{ path, message }] })
}
