import { NotificationSent } from '../../contracts/events/notification-sent.ts'
import { getContact } from '../../contracts/internal/get-contact.ts'
import type { Deps } from '../shared/deps.ts'
import { call } from '../shared/internal.ts'
import { publish } from '../shared/outbox.ts'
import { toE164 } from './domain/phone.ts'
import { isWanted } from './domain/preferences.ts'
import { renderEmail } from './domain/render.ts'
import { languageOf } from './domain/template.ts'
import { templateOf } from './domain/templates/index.ts'
import { sendEmail, sendSms, wasRefused } from './senders.ts'
import { claimDelivery, closeDelivery, type Delivery, getPreferencesItem, releaseDelivery } from './table.ts'

/** How to reach somebody, as the users service knows it at this moment. */
export interface Recipient {
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly name?: string | undefined
  readonly locale: string
  /** What the message says beyond the delivery's own data, and what is stored nowhere, such as a one-time code. */
  readonly data?: Record<string, unknown>
}

/** Another delivery of the same message is at it: look again when its claim has ended. */
class DeliveryBusy extends Error {
  override readonly name = 'DeliveryBusy'
}

/**
 * Sends an e-mail or SMS once. Neither SES nor SNS knows idempotency keys, so whoever sends claims the message first. A
 * process that dies after sending and before noting it leaves the claim; it is tried again only when the claim has ended.
 * So a crash in those few milliseconds can double a message, and no crash can lose one: customers forgive the first more
 * easily. Every other repetition finds the claim or the note.
 * `known`: whom to send it to, asked for under the claim when it is a function; absent for whom the delivery names, if
 * they want it.
 */
export async function deliver(
  delivery: Delivery,
  deps: Deps,
  known?: Recipient | (() => Promise<Recipient | undefined>),
): Promise<void> {
  const { notificationId, channel } = delivery
  const claimId = deps.newId()
  const claim = await claimDelivery(delivery, claimId, deps.now)
  if (claim === 'busy') throw new DeliveryBusy(`${notificationId} is being sent by another delivery`)
  if (claim === 'done') return
  let sent: boolean
  try {
    const recipient = typeof known === 'function' ? await known() : (known ?? (await recipientOf(delivery)))
    sent = await send(delivery, recipient)
  } catch (error) {
    if (wasRefused(error)) await releaseDelivery(notificationId, claimId)
    throw error
  }
  const { orderId, template } = delivery
  const event = publish(
    NotificationSent,
    orderId ?? notificationId,
    { notificationId, channel, template, orderId },
    deps,
  )
  await closeDelivery(notificationId, claimId, sent ? 'SENT' : 'SKIPPED', deps.now, sent ? [event] : [])
}

/** False when it is not wanted on this channel or there is nowhere to send it to. */
async function send(delivery: Delivery, recipient: Recipient | undefined): Promise<boolean> {
  if (!recipient) return false
  const template = templateOf(delivery.template)
  const language = languageOf(delivery.locale ?? recipient.locale)
  const wording = template.wording[language]({ ...delivery.data, ...recipient.data })
  if (delivery.channel === 'email') {
    if (!recipient.email) return false
    await sendEmail(recipient.email, renderEmail(wording, language, recipient.name))
    return true
  }
  const phone = recipient.phone && toE164(recipient.phone)
  if (!phone) return false
  await sendSms(phone, wording.short)
  return true
}

/** Undefined for a user who does not exist or does not want it. A bare address has no preferences. */
async function recipientOf({ userId, to, template, channel }: Delivery): Promise<Recipient | undefined> {
  if (userId === undefined) return { email: to, phone: to, locale: 'en' }
  const preferences = await getPreferencesItem(userId)
  if (!isWanted(preferences.channels, templateOf(template).category, channel)) return undefined
  return (await call(getContact, { userId })).contact ?? undefined
}
