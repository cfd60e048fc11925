import type { Template } from '../template.ts'
import { announcement } from './announcement.ts'
import { backInStock } from './back-in-stock.ts'
import { orderCancelled } from './order-cancelled.ts'
import { orderConfirmed } from './order-confirmed.ts'
import { orderDelivered } from './order-delivered.ts'
import { orderShipped } from './order-shipped.ts'
import { paymentFailed } from './payment-failed.ts'

export const templates = [
  orderConfirmed,
  orderCancelled,
  orderShipped,
  orderDelivered,
  paymentFailed,
  backInStock,
  announcement,
] as const

export const templateNames = templates.map((template) => template.name)

/** @throws when there is none: stored names are only ever of templates that exist. */
export function templateOf(name: string): Template {
  const found = (templates as readonly unknown[] as readonly Template[]).find((template) => template.name === name)
  if (!found) throw new Error(`There is no template "${name}"`)
  return found
}
