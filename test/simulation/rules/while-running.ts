/** Rules that hold at every moment, checked at every write. */
import type { Write } from '../dynamodb/table.ts'
import type { Item } from '../dynamodb/values.ts'
import type { World } from '../world/world.ts'
import type { OrderFacts, StockFacts } from './facts.ts'

/** Legal moves of an order, written down apart from the code that makes them. */
const moves: Readonly<Record<string, readonly string[]>> = {
  PENDING: ['AWAITING_PAYMENT', 'PAYMENT_FAILED', 'CANCELLED', 'NEEDS_ATTENTION'],
  AWAITING_PAYMENT: ['PAID', 'PAYMENT_FAILED', 'CANCELLED', 'NEEDS_ATTENTION'],
  PAID: ['SHIPPED', 'CANCELLED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'NEEDS_ATTENTION'],
  SHIPPED: ['DELIVERED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'NEEDS_ATTENTION'],
  DELIVERED: ['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'NEEDS_ATTENTION'],
  COMPLETED: ['PARTIALLY_REFUNDED', 'REFUNDED', 'NEEDS_ATTENTION'],
  PARTIALLY_REFUNDED: ['SHIPPED', 'DELIVERED', 'COMPLETED', 'CANCELLED', 'REFUNDED', 'NEEDS_ATTENTION'],
  REFUNDED: ['NEEDS_ATTENTION'],
  CANCELLED: ['NEEDS_ATTENTION'],
  PAYMENT_FAILED: ['NEEDS_ATTENTION'],
}

export function watch(world: World): void {
  world.database.watchers.push(({ table, before, after }: Write) => {
    if (!after) return
    const pk = String(after.pk)
    if (table === 'inventory' && pk.startsWith('STOCK#')) checkStock(world, after)
    if (table === 'orders' && after.sk === 'ORDER') checkMove(world, before, after)
    if (table === 'simulators' && after.sk === 'CHARGE') checkCharge(world, after)
  })
}

function checkStock(world: World, item: Item): void {
  if (item.onHand === undefined) return
  const { sku, onHand, reserved, available } = item as unknown as StockFacts
  if (onHand < 0 || reserved < 0 || available < 0)
    world.breaks(`stock is never negative: ${sku} has ${onHand} on hand, ${reserved} reserved, ${available} available`)
  if (available !== onHand - reserved)
    world.breaks(`free = on hand − reserved: ${sku} has ${onHand} − ${reserved} ≠ ${available}`)
}

function checkMove(world: World, before: Item | undefined, after: Item): void {
  const [from, to] = [before, after] as unknown as [OrderFacts | undefined, OrderFacts]
  if (!from) {
    if (to.status !== 'PENDING') world.breaks(`an order begins PENDING: ${to.id} began ${to.status}`)
    return
  }
  if (to.version <= from.version || from.history.some(({ status }, n) => to.history[n]?.status !== status))
    world.breaks(`each change of an order builds on the one before: ${to.id} lost version ${from.version}`)
  const steps = to.history.slice(from.history.length).map(({ status }) => status)
  let status = from.status
  for (const step of steps) {
    if (status !== 'NEEDS_ATTENTION' && !moves[status]?.includes(step))
      world.breaks(`an order moves along its machine: ${to.id} went from ${status} to ${step}`)
    status = step
  }
  if (status !== to.status)
    world.breaks(`the history tells every move: ${to.id} is ${to.status}, its history ends ${status}`)
}

function checkCharge(world: World, item: Item): void {
  const { amount, refunded, reference } = item as unknown as { amount: number; refunded: number; reference: string }
  if (refunded > amount) world.breaks(`no more is given back than was paid: ${refunded} of ${amount} for ${reference}`)
}
