import * as z from 'zod/mini'
import { defineInternal } from '../internal-function.ts'

/** A copy of everything that a service keeps about a customer, by section; in parts where it is too much for one answer. */
const exportOf = (service: string) =>
  defineInternal({
    service,
    name: 'export-customer',
    timeoutMs: 8000,
    /** `cursor`: the `nextCursor` of the part before. */
    input: z.object({ userId: z.string(), cursor: z.optional(z.string()) }),
    output: z.object({ data: z.record(z.string(), z.unknown()), nextCursor: z.nullable(z.string()) }),
  })

export const exportCarts = exportOf('carts')
export const exportCatalog = exportOf('catalog')
export const exportInventory = exportOf('inventory')
export const exportNotifications = exportOf('notifications')
export const exportOrders = exportOf('orders')
export const exportPayments = exportOf('payments')

export const customerExports = [
  exportOrders,
  exportPayments,
  exportCarts,
  exportCatalog,
  exportNotifications,
  exportInventory,
] as const
