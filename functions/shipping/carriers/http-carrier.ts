import { StepFailure } from '../../shared/errors.ts'
import { inTime } from '../../shared/resilience/deadline.ts'
import type { Booking, Carrier } from './carrier.ts'

/** Longest wait for the carrier, in milliseconds; below the step's own time limit. */
export const TIMEOUT_MS = 5000

export interface HttpCarrierSettings {
  readonly name: string
  /** Without a slash at the end. */
  readonly url: string
  readonly secret: () => Promise<string>
  /** Where the carrier reports to. */
  readonly callbackUrl: string
}

/** A carrier reached over HTTP with a bearer secret, which reports by signed callback. */
export function httpCarrier(settings: HttpCarrierSettings): Carrier {
  const send = async (method: string, path: string, id: string, body?: object): Promise<Response> =>
    fetch(`${settings.url}/v1/shipments${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await settings.secret()}`,
        'idempotency-key': id,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: inTime(TIMEOUT_MS),
    })

  return {
    name: settings.name,
    async book(booking) {
      const answer = await send('POST', '', booking.shipmentId, toRequest(booking, settings.callbackUrl))
      await answer.body?.cancel()
      if (answer.ok) return
      if (isRefusal(answer.status)) {
        throw new StepFailure('ShipmentRefused', `The carrier refused the shipment with ${answer.status}`)
      }
      throw new Error(`The carrier answered ${answer.status} to a booking`)
    },
    async cancel(shipmentId) {
      const answer = await send('DELETE', `/${encodeURIComponent(shipmentId)}`, shipmentId)
      await answer.body?.cancel()
      if (answer.ok || answer.status === 404) return true
      if (answer.status === 409) return false
      throw new Error(`The carrier answered ${answer.status} to a cancellation`)
    },
  }
}

const toRequest = (booking: Booking, callbackUrl: string) => ({
  reference: booking.shipmentId,
  callbackUrl,
  orderNumber: booking.orderNumber,
  address: booking.address,
  items: booking.lines,
})

/** The booking itself is wrong. A wrong secret or address of the carrier is mended by an operator, so it is a fault. */
const isRefusal = (status: number) => status === 400 || status === 422
