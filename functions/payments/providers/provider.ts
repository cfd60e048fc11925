import type { Money } from '../../../contracts/money.ts'
import type { Charge } from '../domain/payment.ts'

/** A payment provider. Every call may be repeated: payment and refund ids are its idempotency keys. */
export interface PaymentProvider {
  readonly name: string
  /** @throws {ProviderRefused} for a definite no; anything else thrown leaves the charge unknown. */
  charge(request: ChargeRequest): Promise<Charge>
  /** The charge of a payment, by its id where known; undefined when the provider has none. */
  find(payment: { paymentId: string; chargeId?: string | undefined }): Promise<Charge | undefined>
  /** Calls an uncaptured charge off. @returns the charge as it then is, which may be captured by now. */
  void(chargeId: string): Promise<Charge>
  /** @throws {ProviderRefused} when it will never give this back. */
  refund(request: { refundId: string; chargeId: string; amount: Money }): Promise<void>
  /** @returns undefined when the signature is bad or old. @throws {Problem} MALFORMED_REQUEST */
  readCallback(request: CallbackRequest): Promise<ProviderEvent | undefined>
}

export interface ChargeRequest {
  readonly paymentId: string
  readonly amount: Money
  /** What the client got from the provider for the card. Never logged, never stored. */
  readonly token: string
  readonly callbackUrl: string
}

export interface CallbackRequest {
  readonly rawBody: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly now: Date
}

export interface ProviderEvent {
  /** The same for each delivery of the event. */
  readonly id: string
  readonly charge: Charge
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
