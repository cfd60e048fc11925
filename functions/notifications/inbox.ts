import { NotificationSent } from '../../contracts/events/notification-sent.ts'
import type { Deps } from '../shared/deps.ts'
import { publish } from '../shared/outbox.ts'
import { languageOf } from './domain/template.ts'
import { templateOf } from './domain/templates/index.ts'
import { addToInbox } from './table.ts'

interface Message {
  readonly notificationId: string
  readonly userId: string
  readonly orderId?: string | undefined
  readonly template: string
  readonly data: Record<string, unknown>
  readonly createdAt: string
}

/** Puts a message into somebody's inbox, once. */
export async function putIntoInbox({ data, ...message }: Message, locale: string, deps: Deps): Promise<void> {
  const { subject, short } = templateOf(message.template).wording[languageOf(locale)](data)
  const { notificationId, orderId, template } = message
  await addToInbox({ ...message, title: subject, text: short, version: 1 }, deps.now, [
    publish(NotificationSent, orderId ?? notificationId, { notificationId, channel: 'inApp', template, orderId }, deps),
  ])
}
