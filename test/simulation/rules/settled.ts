/** Whether anything is still to come: then the clock goes on. What is never settled is found by the rules at the end. */
import type { World } from '../world/world.ts'
import { ordersOf } from './facts.ts'

const FINAL: readonly string[] = [
  'DELIVERED',
  'COMPLETED',
  'CANCELLED',
  'PAYMENT_FAILED',
  'REFUNDED',
  'PARTIALLY_REFUNDED',
  'NEEDS_ATTENTION',
]
const UNSETTLED: readonly string[] = ['PENDING', 'REQUIRES_ACTION', 'AUTHORIZED']

export function isSettled(world: World): boolean {
  if ([...world.database.streams.values()].some(({ waiting }) => waiting > 0) || world.queues.waiting > 0) return false
  if ([...world.sagas.executions.values()].some(({ status }) => status === 'RUNNING')) return false
  if (ordersOf(world).some(({ status }) => !FINAL.includes(status))) return false
  for (const { status } of world.database.all('payments', 'PAYMENT#')) {
    if (UNSETTLED.includes(String(status))) return false
  }
  // Waits for mail or SMS to be well again.
  for (const { status } of world.database.all('notifications', 'DELIVERY#')) {
    if (status === 'PENDING') return false
  }
  for (const { status } of world.database.all('inventory', 'HOLD#')) {
    if (status === 'PREPARING' || status === 'HELD') return false
  }
  return true
}
