/** Rules that hold once everything has come to rest. */

import { products } from '../world/genesis.ts'
import type { World } from '../world/world.ts'
import {
  chargesOf,
  GOODS_OUT,
  type LedgerFacts,
  type OrderFacts,
  ordersOf,
  parcelsOf,
  paymentsOf,
  type StockFacts,
  stageOf,
  wasSent,
} from './facts.ts'
import { checkPaidInTime } from './paid-in-time.ts'
import { checkEvents, checkMessages } from './told-once.ts'

const FINAL: readonly string[] = [
  'DELIVERED',
  'COMPLETED',
  'CANCELLED',
  'PAYMENT_FAILED',
  'REFUNDED',
  'PARTIALLY_REFUNDED',
]

export function checkAtEnd(world: World): void {
  for (const rule of [
    checkRest,
    checkOrders,
    checkPaidInTime,
    checkStock,
    checkParcels,
    checkMoney,
    checkEvents,
    checkMessages,
  ]) {
    if (world.broken === undefined) rule(world)
  }
}

function checkRest(world: World): void {
  const dead = world.queues.deadLetters
  if (dead.length > 0)
    world.breaks(`no message is left over: ${dead[0]!.queue} has a dead letter: ${dead[0]!.body.slice(0, 200)}`)
  if (world.queues.waiting > 0) world.breaks('no message is left over: queues are not empty')
  for (const [name, { waiting }] of world.database.streams)
    if (waiting > 0) world.breaks(`every event gets to the bus: ${waiting} of ${name} did not`)
  for (const { name, status } of world.sagas.executions.values())
    if (status === 'RUNNING') world.breaks(`every checkout ends: that of ${name} still runs`)
}

function checkOrders(world: World): void {
  const notes = new Set<string>()
  for (const order of ordersOf(world)) {
    if (notes.has(order.note)) world.breaks(`one order a request, however often it is sent: ${order.note} has two`)
    notes.add(order.note)
    const { id, status } = order
    if (FINAL.includes(status)) continue
    if (status === 'NEEDS_ATTENTION' && (world.sagas.executions.get(id)?.status === 'FAILED' || hasLeft(order, world)))
      continue
    world.breaks(
      `every order becomes final: ${id} stays ${status} (${world.sagas.executions.get(id)?.error ?? 'checkout did not fail'})`,
    )
  }
}

/** A booking that took effect when everybody had given it up lies with the carrier; once it leaves we hear of it. */
const hasLeft = ({ id }: OrderFacts, world: World): boolean =>
  parcelsOf(world).some(
    ({ reference, status }) => reference === `shp_${id}` && (status === 'dispatched' || status === 'delivered'),
  )

/** Units that the order still has of a sku. */
function unitsOut(order: OrderFacts, sku: string): number {
  if (!GOODS_OUT.includes(stageOf(order))) return 0
  // All money went back before anything was sent: then the goods stay.
  if (order.status === 'REFUNDED' && !wasSent(order)) return 0
  const ordered = order.lines.filter((line) => line.sku === sku).reduce((sum, { quantity }) => sum + quantity, 0)
  return ordered - (order.returned?.[sku] ?? 0)
}

function checkStock(world: World): void {
  const orders = ordersOf(world)
  if (orders.some(({ status }) => status === 'NEEDS_ATTENTION')) return
  for (const { sku, onHand } of products) {
    // A hot sku has several rows.
    const items = [...world.database.all('inventory', `STOCK#${sku}`)]
    const sum = (field: keyof StockFacts | keyof LedgerFacts) =>
      items.reduce((total, item) => total + Number(item[field] ?? 0), 0)
    if (sum('onHandDelta') !== sum('onHand') || sum('reservedDelta') !== sum('reserved'))
      world.breaks(
        `the ledger sums to the stock: ${sku} has ${sum('onHand')} on hand, its ledger ${sum('onHandDelta')}`,
      )
    const sold = orders.reduce((total, order) => total + unitsOut(order, sku), 0)
    if (sum('reserved') !== 0) world.breaks(`no hold stays open: ${sum('reserved')} of ${sku} are reserved`)
    if (sum('onHand') !== onHand - sold)
      world.breaks(`stock = sold + free: of ${onHand} ${sku} ${sold} are sold and ${sum('onHand')} left`)
  }
}

function checkParcels(world: World): void {
  for (const order of ordersOf(world)) {
    const isClosed =
      order.status === 'CANCELLED' ||
      order.status === 'PAYMENT_FAILED' ||
      (order.status === 'REFUNDED' && !wasSent(order))
    const wasParked = order.history.some(({ status }) => status === 'NEEDS_ATTENTION')
    if (isClosed && !wasParked && hasLeft(order, world))
      world.breaks(`no parcel leaves for a closed order, or a person is told: ${order.id} is ${order.status}`)
  }
}

function checkMoney(world: World): void {
  const charges = chargesOf(world)
  const payments = paymentsOf(world)
  for (const order of ordersOf(world)) {
    const own = payments.filter(({ orderId }) => orderId === order.id)
    const captured = charges.filter(
      ({ status, reference }) => status === 'captured' && own.some(({ id }) => id === reference),
    )
    const kept = captured.reduce((sum, { amount, refunded }) => sum + amount - refunded, 0)
    if (captured.length > 1) world.breaks(`nobody is charged twice: ${order.id} was ${captured.length} times`)
    const told = (what: string) => world.breaks(`money captured = orders paid: ${order.id} is ${order.status}, ${what}`)
    const total = order.total.amount
    // Goods go on after a part of the money went back: the history tells of it.
    const inPart = order.history.some(({ status }) => status === 'PARTIALLY_REFUNDED')
    if (GOODS_OUT.includes(order.status) && (inPart ? kept <= 0 || kept >= total : kept !== total))
      told(`${kept} of ${total} are captured`)
    if (['CANCELLED', 'PAYMENT_FAILED', 'REFUNDED'].includes(order.status) && kept !== 0)
      told(`${kept} of ${total} are kept`)
    if (order.status === 'PARTIALLY_REFUNDED' && (kept <= 0 || kept >= total)) told(`${kept} of ${total} are kept`)
    for (const { id, status, refunded } of own) {
      const charge = captured.find(({ reference }) => reference === id)
      const isCaptured = ['CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED'].includes(status)
      if (isCaptured !== (charge !== undefined) || (charge?.refunded ?? 0) !== refunded)
        world.breaks(
          `the provider's books and ours agree: payment ${id} is ${status} with ${refunded} refunded, there ${charge ? `captured with ${charge.refunded}` : 'nothing is captured'}`,
        )
    }
  }
  const unknown = charges.find(
    ({ status, reference }) => status === 'captured' && !payments.some(({ id }) => id === reference),
  )
  if (unknown) world.breaks(`no money without a payment: charge ${unknown.id} belongs to none`)
}
