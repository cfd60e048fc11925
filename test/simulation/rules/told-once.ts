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
  'StockCommitted',
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
  checkHolds(world)
}

/** Each reservation is told once, and so is its end. A checkout that began after the hold of its order had ended reserves again. */
function checkHolds(world: World): void {
  const told = new Map<unknown, { reserved: number; released: number }>()
  for (const { name, data } of world.bus.events.values()) {
    const known = told.get(data.orderId) ?? { reserved: 0, released: 0 }
    if (name === 'StockReserved') known.reserved++
    else if (name === 'StockReleased') known.released++
    else continue
    told.set(data.orderId, known)
  }
  for (const [orderId, { reserved, released }] of told) {
    const isOnce = released <= reserved && reserved <= released + 1 && reserved <= 2
    if (!isOnce) world.breaks(`a hold is told once: ${orderId} ${reserved} times reserved, ${released} times released`)
  }
}

/** Of each the customer hears by mail, and of those and a few more in the inbox. */
const MAILED: readonly string[] = [
  'OrderConfirmed',
  'OrderCancelled',
  'OrderShipped',
  'OrderRefunded',
  'OrderReturnCompleted',
]
const IN_INBOX: readonly string[] = [...MAILED, 'OrderDelivered', 'OrderPaymentFailed']

export function checkMessages(world: World): void {
  const inbox = new Set([...world.database.all('notifications', 'USER#')].map((item) => item.notificationId))
  for (const { id, number } of ordersOf(world)) {
    const happened = [...world.bus.events.values()].filter(({ data }) => data.orderId === id)
    const untold = happened.find(({ eventId, name }) => IN_INBOX.includes(name) && !inbox.has(`${eventId}-inApp`))
    if (untold) world.breaks(`customers are told: ${untold.name} of ${id} is not in the inbox`)
    const due = happened.filter(({ name }) => MAILED.includes(name)).length
    const mails = world.mailbox.mails.filter(({ subject }) => subject.includes(number))
    // Who died between sending and noting it could not know: those may be told again, nobody else.
    const unnoted = mails.filter(({ noted }) => !noted).length
    if (mails.length < due) world.breaks(`customers are told: ${mails.length} mails for ${due} events of ${id}`)
    if (mails.length - unnoted > due)
      world.breaks(`one message an event: ${mails.length} mails for ${due} events of ${id}, only ${unnoted} not noted`)
  }
}
