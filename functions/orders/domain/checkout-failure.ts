/** What the customer is told of a checkout that ended, from the error that ended it. Pure. */
import type { cancellationReasons } from '../../../contracts/events/order-cancelled.ts'

/** As Step Functions hands it to a Catch. `Cause` is JSON for an error of a Lambda function, else free text. */
export interface CheckoutFailure {
  readonly Error: string
  readonly Cause?: string | undefined
}

type Ending =
  | { readonly to: 'PAYMENT_FAILED'; readonly failure: string; readonly reason: string }
  | { readonly to: 'CANCELLED'; readonly cancellation: (typeof cancellationReasons)[number]; readonly reason: string }

const cancellations: Readonly<Record<string, (typeof cancellationReasons)[number]>> = {
  OutOfStock: 'OUT_OF_STOCK',
  PaymentTimeout: 'PAYMENT_TIMEOUT',
  // The payment came after the hold had ended, and the goods were not there any more.
  HoldExpired: 'PAYMENT_TIMEOUT',
}

const reasons: Readonly<Record<(typeof cancellationReasons)[number], string>> = {
  OUT_OF_STOCK: 'Not enough stock',
  PAYMENT_TIMEOUT: 'The payment did not come in time',
  CHECKOUT_FAILED: 'The checkout could not be finished',
  CUSTOMER: 'Cancelled by the customer',
  STAFF: 'Cancelled by the shop',
}

export function endingOf(failure: CheckoutFailure): Ending {
  if (failure.Error === 'PaymentFailed') {
    return { to: 'PAYMENT_FAILED', failure: causeOf(failure), reason: 'The payment was declined' }
  }
  const cancellation = cancellations[failure.Error] ?? 'CHECKOUT_FAILED'
  return { to: 'CANCELLED', cancellation, reason: reasons[cancellation] }
}

/** The provider's short code such as `card_declined`; other texts may carry internals and are not passed on. */
function causeOf(failure: CheckoutFailure): string {
  return withoutInternals(failure).Cause ?? 'declined'
}

/** As it may be kept and told. */
export function withoutInternals(failure: CheckoutFailure): CheckoutFailure {
  const isShort = /^[\w .-]{1,64}$/.test(failure.Cause ?? '')
  return { Error: failure.Error, ...(isShort ? { Cause: failure.Cause } : {}) }
}
