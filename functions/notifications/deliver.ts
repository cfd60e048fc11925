import { NotificationSent } from '../../contracts/events/notification-sent.ts'
import type { Deps } from '../shared/deps.ts'
import { publish } from '../shared/outbox.ts'
import { decide } from './domain/decide.ts'
import { toE164 } from './domain/phone.ts'
import { renderEmail } from './domain/render.ts'
import { languageOf } from './domain/template.ts'
import { templateOf } from './domain/templates/index.ts'
import { lookUp, type Person } from './person.ts'
import { putOff } from './put-off.ts'
import { type Recipient, withResetCode } from './recipients.ts'
import { sendEmail, sendSms, wasRefused } from './senders.ts'
import {
  type Claim,
  claimDelivery,
  closeDelivery,
  type Delivery,
  deferDelivery,
  getDelivery,
  releaseDelivery,
} from './table.ts'

/** Another delivery of the same message is at it: look again when its claim has ended. */
class DeliveryBusy extends Error {
  override readonly name = 'DeliveryBusy'
}

/** Sends a message to a user where the user wants it, at once or after the quiet hours. */
export async function deliverTo(person: Person, delivery: Delivery, deps: Deps): Promise<void> {
  const { category } = templateOf(delivery.template)
  const wishes = { ...person.preferences, marketingConsent: person.contact?.marketingConsent === true }
  const decision = decide({ category, channel: delivery.channel }, wishes, deps.now)
  if (decision.do === 'defer') {
    refuseBusy(await deferDelivery(delivery, decision.until, deps.now), delivery)
    return
  }
  await deliver(delivery, decision.do === 'send' ? (person.contact ?? undefined) : undefined, deps)
}

/**
 * Sends an e-mail or SMS once; without a recipient it is closed unsent. Neither SES nor SNS knows idempotency keys, so
 * whoever sends claims the message first. A process that dies after sending and before noting it leaves the claim; it is
 * tried again only when the claim has ended. So a crash in those few milliseconds can double a message, and no crash can
 * lose one: customers forgive the first more easily. Every other repetition finds the claim or the note.
 * A recipient that is a function is asked for under the claim. While mail or SMS is down the message is kept for later.
 */
export async function deliver(
  delivery: Delivery,
  recipient: Recipient | undefined | (() => Promise<Recipient | undefined>),
  deps: Deps,
): Promise<void> {
  const { notificationId, channel } = delivery
  const claimId = deps.newId()
  const claim = await claimDelivery(delivery, claimId, deps.now)
  refuseBusy(claim, delivery)
  if (claim === 'done') return
  let sent: boolean
  try {
    sent = await send(delivery, typeof recipient === 'function' ? await recipient() : recipient)
  } catch (error) {
    if (await putOff(delivery, claimId, error, deps.now)) return
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

/** Delivers what was written down to be sent, unless it was sent. */
export async function deliverStored(notificationId: string, deps: Deps): Promise<void> {
  const delivery = await getDelivery(notificationId)
  if (delivery?.status !== 'PENDING') return
  const { userId, to, requestId } = delivery
  if (requestId !== undefined) await deliver(delivery, () => withResetCode(requestId), deps)
  // A bare address has no wishes.
  else if (userId === undefined) await deliver(delivery, { email: to, phone: to, locale: 'en' }, deps)
  else await deliverTo(await lookUp(userId), delivery, deps)
}

function refuseBusy(claim: Claim, { notificationId }: Delivery): void {
  if (claim === 'busy') throw new DeliveryBusy(`${notificationId} is being sent by another delivery`)
}

/** False when there is nowhere to send it to. */
async function send(delivery: Delivery, recipient: Recipient | undefined): Promise<boolean> {
  if (!recipient) return false
  const userId = delivery.userId ?? recipient.userId
  const template = templateOf(delivery.template)
  const language = languageOf(delivery.locale ?? recipient.locale)
  const wording = template.wording[language]({ ...delivery.data, ...recipient.data })
  if (delivery.channel === 'email') {
    if (!recipient.email) return false
    await sendEmail(recipient.email, renderEmail(wording, language, recipient.name), userId)
    return true
  }
  const phone = recipient.phone && toE164(recipient.phone)
  if (!phone) return false
  await sendSms(phone, wording.short, userId)
  return true
}
