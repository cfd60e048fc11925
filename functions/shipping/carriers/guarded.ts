import { breakerOf } from '../../shared/resilience/breaker/breaker.ts'
import { limitsFor } from '../../shared/resilience/breaker/limits.ts'
import { isOutage } from '../../shared/resilience/outage.ts'
import { type Carrier, CarrierUnavailable } from './carrier.ts'

/** The carrier behind its breaker. Whatever is no refusal of its own has the one name that the saga waits for. */
export function guarded(carrier: Carrier, longestMs: number): Carrier {
  const run = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    try {
      return await breakerOf({ dependency: 'carrier', limits: limitsFor(longestMs) }).run(call)
    } catch (cause) {
      if (!isOutage(cause)) throw cause
      throw new CarrierUnavailable('The carrier does not answer', { cause })
    }
  }
  return {
    name: carrier.name,
    book: (booking) => run(() => carrier.book(booking)),
    cancel: (shipmentId) => run(() => carrier.cancel(shipmentId)),
  }
}
