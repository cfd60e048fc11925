import { type Availability, availabilities } from '../../../contracts/listed-product.ts'

export type { Availability }

/** A product is as available as the best of its skus; one that nobody has counted yet is out. */
export function bestOf(statuses: readonly (Availability | undefined)[]): Availability {
  return availabilities.find((status) => statuses.includes(status)) ?? 'out'
}
