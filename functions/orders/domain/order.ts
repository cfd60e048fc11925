import type { PostalAddress } from '../../../contracts/address.ts'
import type { Money } from '../../../contracts/money.ts'
import type { OrderStatus } from '../../../contracts/order-status.ts'

export interface OrderLine {
  readonly sku: string
  readonly productId: string
  readonly name: string
  readonly quantity: number
  readonly unitPrice: Money
  readonly lineTotal: Money
}

export interface HistoryEntry {
  readonly status: OrderStatus
  /** ISO 8601 UTC */
  readonly at: string
  /** `customer:<id>`, `staff:<id>`, `checkout`, `payments` or `carrier`. */
  readonly by: string
  readonly reason?: string | undefined
}

export interface PaymentSummary {
  readonly id: string
  readonly status: 'PENDING' | 'CAPTURED' | 'FAILED' | 'VOIDED' | 'PARTIALLY_REFUNDED' | 'REFUNDED'
  readonly amount: Money
  readonly refunded: Money
}

export interface ShipmentSummary {
  readonly id: string
  readonly status: 'REQUESTED' | 'DISPATCHED' | 'DELIVERED' | 'CANCELLED'
  readonly carrier?: string | undefined
  readonly trackingNumber?: string | undefined
}

/** Lines, prices and address never change after placing; the status moves along `status.ts`. */
export interface Order {
  readonly id: string
  /** For people: on invoices and the telephone. */
  readonly number: string
  readonly customerId: string
  readonly status: OrderStatus
  readonly lines: readonly OrderLine[]
  readonly subtotal: Money
  readonly discount: Money
  readonly shippingFee: Money
  readonly tax: Money
  readonly total: Money
  readonly shippingAddress: PostalAddress
  readonly note?: string | undefined
  readonly payment?: PaymentSummary | undefined
  readonly shipment?: ShipmentSummary | undefined
  readonly history: readonly HistoryEntry[]
  /** When the customer was promised it; set once. */
  readonly announcedAt?: string | undefined
  readonly createdAt: string
  readonly updatedAt: string
  readonly version: number
}
