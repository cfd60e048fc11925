import type { Money } from '../../../contracts/money.ts'
import type { Charge, Payment } from '../domain/payment.ts'

/** A payment provider. Every call may be repeated: payment and refund ids are its idempotency keys. */
export interface PaymentProvider {
  readonly name: string
  /** @throws {ProviderRefused} for a definite no; anything else thrown leaves the charge unknown. */
  charge(request: ChargeRequest): Promise<Charge>
  /** The charge of a payment, by its id where known; undefined when the provider has none. */
  find(payment: Pick<Payment, 'id' | 'chargeId' | 'createdAt' | 'chargedAt'>): Promise<Charge | undefined>
  /** Calls an uncaptured charge off. @returns the charge as it then is, which may be captured by now. */
  void(chargeId: string): Promise<Charge>
  /**
   * PENDING: it is accepted, and its end comes by callback or is asked for again.
   * @throws {ProviderRefused} when it will never give this back.
   */
  refund(request: RefundRequest): Promise<'SUCCEEDED' | 'PENDING'>
  /** @returns undefined when the signature is bad or old. @throws {Problem} MALFORMED_REQUEST */
  readCallback(request: CallbackRequest): Promise<ProviderEvent | undefined>
}

export interface ChargeRequest {
  readonly paymentId: string
  readonly orderId: string
  readonly amount: Money
  /** What the client got from the provider for the card. Never logged, never stored. */
  readonly token: string
  readonly callbackUrl: string
}

export interface RefundRequest {
  readonly refundId: string
  readonly paymentId: string
  readonly chargeId: string
  readonly amount: Money
}

export interface CallbackRequest {
  readonly rawBody: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly now: Date
}

/** Without charge and refunds it says nothing to us, and is acknowledged. */
export interface ProviderEvent {
  /** The same for each delivery of the event. */
  readonly id: string
  readonly charge?: Charge
  readonly refunds?: readonly RefundWord[]
}

/** What a provider says of a refund. */
export interface RefundWord {
  /** Our refund id; the provider's own where the refund was made there by hand. */
  readonly id: string
  /** Our payment id. */
  readonly reference: string
  readonly amount: Money
  readonly status: 'PENDING' | 'SUCCEEDED' | 'FAILED'
}

/** The provider did not answer, or is left alone because it did not answer to others. What became of the call is unknown. */
export class ProviderUnavailable extends Error {
  // The saga waits for this name.
  override readonly name = 'ProviderUnavailable'
}

/** The provider understood and said no: repeating it changes nothing. */
export class ProviderRefused extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(`The payment provider refused: ${reason}`)
    this.name = 'ProviderRefused'
    this.reason = reason
  }
}
