import { getContact } from '../../../../contracts/internal/get-contact.ts'
import { issueResetCode } from '../../../../contracts/internal/issue-reset-code.ts'
import { call } from '../../../shared/internal.ts'
import { subscriber } from '../../../shared/subscriber.ts'
import { deliver, type Recipient } from '../../deliver.ts'
import { accountMessages } from './subscriber.ts'

export const handler = subscriber(accountMessages, async (event, deps) => {
  const delivery = {
    notificationId: `${event.eventId}-email`,
    channel: 'email',
    template: event.name === 'PasswordChanged' ? 'password-changed' : 'password-reset',
    data: {},
    createdAt: event.occurredAt,
  } as const
  const recipient = () =>
    'requestId' in event.data ? withResetCode(event.data.requestId) : contactOf(event.data.userId)
  await deliver(delivery, recipient, deps)
})

async function contactOf(userId: string): Promise<Recipient | undefined> {
  const { contact } = await call(getContact, { userId })
  return contact ? { ...contact, userId } : undefined
}

/** The code is made now and goes nowhere but into the mail. */
async function withResetCode(requestId: string): Promise<Recipient | undefined> {
  const { reset } = await call(issueResetCode, { requestId })
  if (!reset) return undefined
  const { code, minutes, ...recipient } = reset
  return { ...recipient, data: { code, minutes } }
}
