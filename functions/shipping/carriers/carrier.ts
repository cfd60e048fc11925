import type { PostalAddress } from '../../../contracts/address.ts'

/** A parcel to be fetched. */
export interface Booking {
  /** Our id of the shipment: the carrier names it in callbacks, and books the same one once. */
  readonly shipmentId: string
  readonly orderNumber: string
  readonly address: PostalAddress
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
}

/** The carrier did not answer, or is left alone because it did not answer to others: later it may. */
export class CarrierUnavailable extends Error {
  override readonly name = 'CarrierUnavailable'
}

/** Whoever moves the parcels. Both calls may be repeated. @throws CarrierUnavailable */
export interface Carrier {
  readonly name: string
  /** @throws {StepFailure} ShipmentRefused when the carrier will never take it, such as for an address it does not serve. */
  book(booking: Booking): Promise<void>
  /** `false` when the parcel is on its way already. Never booked counts as cancelled. */
  cancel(shipmentId: string): Promise<boolean>
}
