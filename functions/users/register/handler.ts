import { UserRegistered } from '../../../contracts/events/user-registered.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { publish } from '../../shared/outbox.ts'
import { assertStrong } from '../assert-strong.ts'
import { hashPassword } from '../passwords.ts'
import { createUser, type UserItem } from '../table.ts'
import { toUser } from '../views.ts'
import { register } from './route.ts'

export const handler = endpoint(register, async ({ body, idempotency }, deps) => {
  assertStrong(body.password, body.email, 'body.password')
  const item: UserItem = {
    userId: deps.newId(),
    email: body.email,
    name: body.name,
    phone: body.phone,
    locale: body.locale ?? 'en',
    // Never from the request: staff are made by other means.
    role: 'customer',
    marketingConsent: false,
    registeredIn: idempotency?.recordKey,
    passwordHash: await hashPassword(body.password),
    createdAt: deps.now.toISOString(),
    version: 1,
  }
  const answer = { user: toUser(item) }
  await createUser(item, idempotency ? [idempotency.record({ status: 201, body: answer })] : [], [
    publish(UserRegistered, item.userId, { userId: item.userId }, deps),
  ])
  return answer
})
