export const availabilities = ['in_stock', 'low', 'out'] as const
export type Availability = (typeof availabilities)[number]

/** A product is as available as the best of its skus; one that nobody has counted yet is out. */
export function bestOf(statuses: readonly (Availability | undefined)[]): Availability {
  return availabilities.find((status) => statuses.includes(status)) ?? 'out'
}
