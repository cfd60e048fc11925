import { NotificationRequested } from '../../contracts/events/notification-requested.ts'
import type { Deps } from '../shared/deps.ts'
import { notFound, Problem } from '../shared/errors.ts'
import type { Idempotency } from '../shared/http/idempotency.ts'
import { publish } from '../shared/outbox.ts'
import { transact } from '../shared/table.ts'
import { lookUp } from './person.ts'
import type { Notification } from './schemas.ts'
import { type Delivery, putDelivery } from './table.ts'
import { requestedNotification } from './views.ts'

interface Wish {
  readonly to?: string | undefined
  readonly userId?: string | undefined
  readonly template: string
  readonly data: Record<string, unknown>
  readonly locale?: string | undefined
}

/** Writes down that a message is wanted; the event that tells of it gets it sent. @throws {Problem} NOT_FOUND, VALIDATION_FAILED */
export async function requestMessage(
  channel: 'email' | 'sms',
  { to, userId, template, data, locale }: Wish,
  idempotency: Idempotency | undefined,
  deps: Deps,
): Promise<{ notification: Notification }> {
  if ((to === undefined) === (userId === undefined)) {
    throw new Problem('VALIDATION_FAILED', 'body.to: give either "to" or "userId"', {
      errors: [{ path: 'body.to', message: 'either this or userId' }],
    })
  }
  if (userId !== undefined && (await lookUp(userId)).contact === null) throw notFound('user')
  const notificationId = deps.newId()
  const createdAt = deps.now.toISOString()
  const delivery: Delivery = { notificationId, channel, template, data, userId, to, locale, createdAt }
  const answer = { notification: requestedNotification(delivery) }
  await transact([
    ...(idempotency ? [idempotency.record({ status: 202, body: answer })] : []),
    putDelivery(delivery, deps.now),
    publish(NotificationRequested, notificationId, { notificationId, channel }, deps),
  ])
  return answer
}
