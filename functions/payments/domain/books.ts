/** Holds what four books say of one order against each other: orders, payments, the provider, the stock. Pure. */
import type { Money } from '../../../contracts/money.ts'
import type { OrderStatus } from '../../../contracts/order-status.ts'
import { type Charge, isCaptured, type Payment } from './payment.ts'

export interface Books {
  readonly order: {
    readonly orderId: string
    readonly status: OrderStatus
    readonly stage: OrderStatus
    readonly total: Money
    readonly refunded: number
    readonly createdAt: string
  }
  readonly payment?: Payment | undefined
  /** What the provider has, when it was asked; `null`: it knows no such charge. */
  readonly charge?: Charge | null | undefined
  readonly hold?:
    | { readonly status: 'PREPARING' | 'HELD' | 'COMMITTED' | 'RELEASED'; readonly units: number }
    | undefined
}

/** What can be put right without a person, because repeating it or being late with it harms nobody. */
export type Repair = 'settle' | 'resume' | 'refund' | 'release'

export interface Difference {
  readonly orderId: string
  readonly what: keyof typeof differences
  /** Absent: a person has to look. */
  readonly repair?: Repair
}

/** Every kind of difference: what it means, and what is or has to be done. */
export const differences = {
  CAPTURED_AT_PROVIDER_ONLY: 'The provider has the money and the payment does not say so: its callback was lost',
  MISSING_AT_PROVIDER: 'The payment says captured and the provider does not: look at the charge there',
  AMOUNT_DIFFERS: 'Order, payment and charge have different amounts: look at all three',
  PAID_AND_WAITING: 'The money is here and the order waits for it: the news was lost',
  CAPTURED_FOR_CLOSED_ORDER: 'The money of an order that will not be fulfilled is still here',
  PAID_WITHOUT_PAYMENT: 'The order goes on as paid and there is no captured payment: stop the parcel, ask the customer',
  REFUND_NOT_SHOWN:
    'The payment has given more or less back than the order shows: publish the events of that time again',
  STOCK_FOR_CLOSED_ORDER: 'An order that will not be fulfilled still has stock',
  PAID_WITHOUT_STOCK: 'The order is paid and has no stock: find the goods, or cancel it',
  STANDS_STILL: 'The checkout should have ended long ago: look at its execution',
  PARKED: 'The checkout could not be undone: mend the cause, then POST /api/orders/{id}/retry',
} as const

/** Above the 15 minutes that a payment may take, with the compensations after it. */
const CHECKOUT_MINUTES = 30

const closed: readonly OrderStatus[] = ['CANCELLED', 'PAYMENT_FAILED', 'REFUNDED']
const payable: readonly OrderStatus[] = ['PENDING', 'AWAITING_PAYMENT']

const same = (a: Money, b: Money) => a.amount === b.amount && a.currency === b.currency

export function differencesOf({ order, payment, charge, hold }: Books, now: Date): Difference[] {
  const found: Difference[] = []
  const add = (what: Difference['what'], repair?: Repair) =>
    found.push({ orderId: order.orderId, what, ...(repair ? { repair } : {}) })
  if (order.status === 'NEEDS_ATTENTION') return [{ orderId: order.orderId, what: 'PARKED' }]

  const captured = payment !== undefined && isCaptured(payment.status)
  const isClosed = closed.includes(order.status)
  const isPayable = payable.includes(order.status)
  const goesOn = !isClosed && !isPayable

  if (payment && charge !== undefined) {
    if (charge?.status === 'CAPTURED' && !captured && same(charge.amount, payment.amount))
      add('CAPTURED_AT_PROVIDER_ONLY', 'settle')
    if (charge?.status !== 'CAPTURED' && captured) add('MISSING_AT_PROVIDER')
  }
  const amounts = [payment?.amount, charge?.amount].filter((amount) => amount !== undefined)
  if (amounts.some((amount) => !same(amount, order.total))) add('AMOUNT_DIFFERS')

  if (captured && isPayable) add('PAID_AND_WAITING', 'resume')
  if (captured && isClosed && payment.refunded + payment.refunding < payment.amount.amount) {
    add('CAPTURED_FOR_CLOSED_ORDER', 'refund')
  }
  if (goesOn && !captured && order.total.amount > 0) add('PAID_WITHOUT_PAYMENT')
  if (captured && goesOn && payment.refunding === 0 && payment.refunded !== order.refunded) add('REFUND_NOT_SHOWN')

  if (isClosed && hold && hold.units > 0 && !wasSent(order)) {
    add('STOCK_FOR_CLOSED_ORDER', 'release')
  }
  if (goesOn && hold?.status !== 'COMMITTED') add('PAID_WITHOUT_STOCK')
  const minutes = (now.getTime() - Date.parse(order.createdAt)) / 60_000
  if (isPayable && minutes > CHECKOUT_MINUTES) add('STANDS_STILL')
  return found
}

/** Refunded after its goods went out: what is with the customer comes back by a return only. */
const wasSent = ({ stage }: Books['order']) => stage === 'SHIPPED' || stage === 'DELIVERED' || stage === 'COMPLETED'
