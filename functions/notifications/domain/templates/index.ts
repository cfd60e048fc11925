import type { Template } from '../template.ts'
import { announcement } from './announcement.ts'
import { backInStock } from './back-in-stock.ts'
import { orderCancelled } from './order-cancelled.ts'
import { orderConfirmed } from './order-confirmed.ts'
import { orderDelivered } from './order-delivered.ts'
import { orderShipped } from './order-shipped.ts'
import { passwordChanged } from './password-changed.ts'
import { passwordReset } from './password-reset.ts'
import { paymentFailed } from './payment-failed.ts'

/** Those that may be asked for through the API. */
export const templates = [
  orderConfirmed,
  orderCancelled,
  orderShipped,
  orderDelivered,
  paymentFailed,
  backInStock,
  announcement,
] as const

/** What the shop itself tells people about their accounts, and nobody else may. */
export const accountTemplates = [passwordReset, passwordChanged] as const

export const templateNames = templates.map((template) => template.name)

/** @throws when there is none: stored names are only ever of templates that exist. */
export function templateOf(name: string): Template {
  const all = [...templates, ...accountTemplates] as readonly unknown[] as readonly Template[]
  const found = all.find((template) => template.name === name)
  if (!found) throw new Error(`There is no template "${name}"`)
  return found
}
