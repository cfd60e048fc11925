import type { Money } from '../../../contracts/money.ts'

export const paymentStatuses = [
  'PENDING',
  'REQUIRES_ACTION',
  'AUTHORIZED',
  'CAPTURED',
  'FAILED',
  'VOIDED',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
] as const
export type PaymentStatus = (typeof paymentStatuses)[number]

/** What the payer has to do before the payment can go on. */
export type ClientAction =
  | { readonly type: 'redirect'; readonly url: string }
  /** With the provider's own script in the browser, such as Stripe.js. For the payer's eyes only. */
  | { readonly type: 'confirm'; readonly clientSecret: string }

export interface Payment {
  readonly id: string
  readonly orderId: string
  readonly customerId: string
  readonly status: PaymentStatus
  readonly amount: Money
  /** Minor units that the provider has given back. */
  readonly refunded: number
  /** Minor units of refunds that the provider has not confirmed yet. */
  readonly refunding: number
  readonly provider: string
  /** The provider's id of the charge, once it told it. */
  readonly chargeId?: string | undefined
  readonly clientAction?: ClientAction | undefined
  readonly failureReason?: string | undefined
  readonly createdAt: string
  /** When a repeated request last began to ask for the charge anew. ISO 8601. Absent: only at the creation. */
  readonly chargedAt?: string | undefined
  /** When reconciliation asks the provider next, and how often it has. ISO 8601. */
  readonly nextCheckAt: string
  readonly checks: number
  readonly version: number
}

/** What a provider says of a charge, in its answer, its callback or when asked. */
export interface Charge {
  readonly id: string
  /** Our payment id. */
  readonly reference: string
  readonly status: 'PENDING' | 'REQUIRES_ACTION' | 'AUTHORIZED' | 'CAPTURED' | 'FAILED' | 'VOIDED'
  readonly amount: Money
  readonly failureReason?: string | undefined
  readonly clientAction?: ClientAction | undefined
}

/** What is known of a payment's charge. Without an id there is none: it was refused, or never asked for. */
export type ChargeWord = Omit<Charge, 'id'> & { readonly id?: string }

/**
 * What a provider's word may change. Late and earlier states find no way here and are ignored. Money that did arrive
 * is never ignored, not even after a failure or a void: a closed checkout then gives it back.
 */
const transitions: Record<PaymentStatus, readonly Charge['status'][]> = {
  PENDING: ['REQUIRES_ACTION', 'AUTHORIZED', 'CAPTURED', 'FAILED', 'VOIDED'],
  REQUIRES_ACTION: ['AUTHORIZED', 'CAPTURED', 'FAILED', 'VOIDED'],
  AUTHORIZED: ['CAPTURED', 'FAILED', 'VOIDED'],
  FAILED: ['CAPTURED'],
  VOIDED: ['CAPTURED'],
  CAPTURED: [],
  PARTIALLY_REFUNDED: [],
  REFUNDED: [],
}

/** True while the provider owes an answer. */
export const isUnsettled = (status: PaymentStatus): boolean =>
  status === 'PENDING' || status === 'REQUIRES_ACTION' || status === 'AUTHORIZED'

export const isCaptured = (status: PaymentStatus): boolean =>
  status === 'CAPTURED' || status === 'PARTIALLY_REFUNDED' || status === 'REFUNDED'

/** The charge tells of another amount than the order's: nothing may be settled by it. */
export class AmountMismatch extends Error {}

/** The payment as the charge makes it, or undefined when it tells nothing new. @throws AmountMismatch */
export function applyCharge(payment: Payment, charge: ChargeWord): Payment | undefined {
  if (charge.amount.amount !== payment.amount.amount || charge.amount.currency !== payment.amount.currency) {
    throw new AmountMismatch(`The charge of payment ${payment.id} has another amount than the order`)
  }
  const moves = transitions[payment.status].includes(charge.status)
  const isNewId = payment.chargeId === undefined && charge.id !== undefined
  if (!moves && !isNewId) return undefined
  const status = moves ? charge.status : payment.status
  return {
    ...payment,
    status,
    // With a change it is the id that the change was made by: a late capture corrects an assumed failure.
    chargeId: moves ? (charge.id ?? payment.chargeId) : (payment.chargeId ?? charge.id),
    clientAction: status === 'REQUIRES_ACTION' ? (charge.clientAction ?? payment.clientAction) : undefined,
    failureReason: status === 'FAILED' ? (charge.failureReason ?? 'declined') : undefined,
    version: payment.version + 1,
  }
}

/** Minor units that may still be refunded. */
export const refundable = (payment: Payment): number => payment.amount.amount - payment.refunded - payment.refunding

/** When the request began that asked for the charge last. ISO 8601. */
export const lastChargeAt = ({ createdAt, chargedAt }: Pick<Payment, 'createdAt' | 'chargedAt'>): string =>
  chargedAt ?? createdAt

/**
 * Seconds after its last charge began from when on a payment that the provider knows no charge of was never charged. By
 * then create-payment, which has 15 s, has ended, and its request with it. One that takes effect later yet is a late payment.
 */
export const NEVER_CHARGED_SECONDS = 16
/** Seconds after its creation when a payment is looked at for the first time; two more, as clocks differ. */
export const CHECK_SECONDS = 18
/** Of reconciliation: behind that first look, which leaves it nothing to do but where that failed. */
const FIRST_CHECK_SECONDS = 30
const LONGEST_CHECK_SECONDS = 300

/** When to ask the provider after so many times: soon at first, then ever less often. */
export const nextCheckAt = (now: Date, checks: number): string =>
  new Date(now.getTime() + Math.min(FIRST_CHECK_SECONDS * 2 ** checks, LONGEST_CHECK_SECONDS) * 1000).toISOString()
