/** Every event is published, once and under one id; every message reaches the customer once. */
import type { World } from '../world/world.ts'
import { ordersOf } from './facts.ts'

/** Happen once in the life of an order. */
const ONCE: readonly string[] = [
  'OrderPlaced',
  'OrderAwaitingPayment',
  'OrderPaid',
  'OrderConfirmed',
  'OrderShipped',
  'OrderDelivered',
  'OrderCompleted',
  'OrderCancelled',
  'OrderPaymentFailed',
  'StockReserved',
  'StockCommitted',
  'StockReleased',
  'PaymentCreated',
  'PaymentCaptured',
  'ShipmentRequested',
  'ShipmentDispatched',
  'ShipmentDelivered',
  'ShipmentCancelled',
]

export function checkEvents(world: World): void {
  for (const [table] of world.database.streams) {
    for (const { envelope } of world.database.all(table, 'OUTBOX#')) {
      const { eventId, name, occurredAt } = envelope as { eventId: string; name: string; occurredAt: string }
      if (Date.parse(occurredAt) < world.startedAt) continue
      if (!world.bus.events.has(eventId)) world.breaks(`every event gets to the bus: ${name} ${eventId} did not`)
    }
  }
  const seen = new Map<string, string>()
  for (const { eventId, name, data } of world.bus.events.values()) {
    if (!ONCE.includes(name) || data.orderId === undefined) continue
    const what = `${name} of ${data.paymentId ?? data.orderId}`
    if (seen.has(what)) world.breaks(`an event happens once: ${what} is ${seen.get(what)} and ${eventId}`)
    seen.set(what, eventId)
  }
}

/** By event: what the customer finds in the inbox, and what is sent. */
const subjects: Readonly<Record<string, RegExp>> = {
  OrderConfirmed: /is confirmed$/,
}

export function checkMessages(world: World): void {
  for (const order of ordersOf(world)) {
    const { id } = order
    const number = String((order as unknown as { number: string }).number)
    const happened = [...world.bus.events.values()].filter(({ data }) => data.orderId === id)
    const inbox = [...world.database.all('notifications', 'USER#')].filter((item) => item.orderId === id)
    for (const { eventId, name } of happened) {
      if (name === 'OrderConfirmed' && !inbox.some((item) => item.notificationId === `${eventId}-inApp`))
        world.breaks(`customers are told: ${id} has no ${name} in the inbox`)
    }
    for (const [name, subject] of Object.entries(subjects)) {
      const events = happened.filter((event) => event.name === name).length
      const mails = world.mailbox.mails.filter((mail) => mail.subject.includes(number) && subject.test(mail.subject))
      // Who died between sending and noting it could not know: those may be told again, nobody else.
      const unnoted = mails.filter(({ noted }) => !noted).length
      if (mails.length < events) world.breaks(`customers are told: no mail of ${name} for ${id}`)
      if (mails.length - unnoted > events)
        world.breaks(
          `one message an event: ${mails.length} mails of ${name} for ${id}, only ${unnoted} could not be noted`,
        )
    }
  }
}
