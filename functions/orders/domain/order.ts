import type { PostalAddress } from '../../../contracts/address.ts'
import type { Money } from '../../../contracts/money.ts'
import type { OrderStatus } from '../../../contracts/order-status.ts'
import type { CheckoutFailure } from './checkout-failure.ts'

export interface OrderLine {
  readonly sku: string
  readonly productId: string
  readonly name: string
  readonly quantity: number
  /** Net. */
  readonly unitPrice: Money
  readonly lineTotal: Money
  /** Its share of the order's discount. */
  readonly discount: Money
  /** On `lineTotal` less `discount`. */
  readonly tax: Money
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

/** The use of a coupon that the order took. */
export interface CouponUse {
  /** Of the coupon: another one may have its code by now. */
  readonly id: string
  readonly code: string
  readonly givenBack?: boolean
}

/** Units of products with a limit for each customer, as counted when the order was placed. */
export interface LimitedPurchases {
  readonly units: Readonly<Record<string, number>>
  readonly givenBack?: boolean
}

/** Of a parked order: what a person has to know, and a retry. */
export interface Attention {
  /** The state of the checkout that could not be finished, and the error that it ended with. */
  readonly step: string
  readonly error: string
  /** What had ended the checkout before; `PromiseNotMade` where nothing is to be undone. */
  readonly failure: CheckoutFailure
  /** ISO 8601 UTC */
  readonly since: string
  readonly retries: number
  /** While a retry is under way. ISO 8601 UTC */
  readonly retryRequestedAt?: string | undefined
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
  /** The part of `tax` that is on the shipping fee; the rest is on the lines. */
  readonly shippingTax: Money
  readonly total: Money
  readonly coupon?: CouponUse | undefined
  /** Counted by product id against `maxPerCustomer`. */
  readonly limited?: LimitedPurchases | undefined
  readonly shippingAddress: PostalAddress
  readonly note?: string | undefined
  readonly payment?: PaymentSummary | undefined
  readonly shipment?: ShipmentSummary | undefined
  readonly history: readonly HistoryEntry[]
  /** Stays when the order needs none any more. */
  readonly attention?: Attention | undefined
  /** When its customer was erased: from then on it names nobody. */
  readonly erasedAt?: string | undefined
  /** When the customer was promised it; set once. */
  readonly announcedAt?: string | undefined
  /** Units that came back, by sku. */
  readonly returned?: Readonly<Record<string, number>> | undefined
  readonly createdAt: string
  readonly updatedAt: string
  readonly version: number
}
