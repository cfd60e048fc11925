import * as z from 'zod/mini'
import { Problem } from '../../shared/errors.ts'

/** One report. Reports of types that we do not know are accepted and ignored, so that a carrier can add some. */
const CarrierReport = z.object({
  id: z.string(),
  type: z.string(),
  shipment: z.object({
    /** Our shipment id, as sent with the booking. */
    reference: z.string().check(z.regex(/^shp_[\w-]{1,64}$/)),
    carrier: z.optional(z.string().check(z.maxLength(100))),
    trackingNumber: z.optional(z.string().check(z.maxLength(100))),
  }),
})
export type CarrierReport = z.infer<typeof CarrierReport>

/** @throws {Problem} MALFORMED_REQUEST */
export function parseReport(rawBody: string): CarrierReport {
  try {
    return CarrierReport.parse(JSON.parse(rawBody))
  } catch (cause) {
    throw new Problem(
      'MALFORMED_REQUEST',
      'A report is {id, type, shipment: {reference, carrier?, trackingNumber?}}.',
      {
        cause,
      },
    )
  }
}
