import type { Template } from '../template.ts'
import { announcement } from './announcement.ts'
import { backInStock } from './back-in-stock.ts'
import { lowStock } from './low-stock.ts'
import { orderCancelled } from './order-cancelled.ts'
import { orderConfirmed } from './order-confirmed.ts'
import { orderDelivered } from './order-delivered.ts'
import { orderPaid } from './order-paid.ts'
import { orderPlaced } from './order-placed.ts'
import { orderRefunded } from './order-refunded.ts'
import { orderReturned } from './order-returned.ts'
import { orderShipped } from './order-shipped.ts'
import { passwordChanged } from './password-changed.ts'
import { passwordReset } from './password-reset.ts'
import { paymentFailed } from './payment-failed.ts'
import { textMessage } from './text-message.ts'

/** Those that may be asked for through the API. */
export const templates = [
  orderPlaced,
  orderPaid,
  orderConfirmed,
  orderCancelled,
  orderShipped,
  orderDelivered,
  orderRefunded,
  orderReturned,
  paymentFailed,
  backInStock,
  lowStock,
  announcement,
  textMessage,
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
