import { isOutage } from '../../shared/resilience/outage.ts'
import { type PaymentProvider, ProviderRefused, ProviderUnavailable } from './provider.ts'

type Run = <Result>(call: () => Promise<Result>) => Promise<Result>

/** A declined card says that the provider is well. */
export const isProviderDown = (error: unknown): boolean => !(error instanceof ProviderRefused) && isOutage(error)

/**
 * The provider with each call out into the world made by `run`; reading a callback stays at home.
 * @throws ProviderUnavailable for every outage, and for the breaker's word
 */
export function guarded(provider: PaymentProvider, run: Run): PaymentProvider {
  const guard = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    try {
      return await run(call)
    } catch (cause) {
      if (!isProviderDown(cause)) throw cause
      throw new ProviderUnavailable('The payment provider does not answer', { cause })
    }
  }
  return {
    name: provider.name,
    charge: (request) => guard(() => provider.charge(request)),
    find: (payment) => guard(() => provider.find(payment)),
    void: (chargeId) => guard(() => provider.void(chargeId)),
    refund: (request) => guard(() => provider.refund(request)),
    readCallback: (request) => provider.readCallback(request),
  }
}
