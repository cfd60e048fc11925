/**
 * A short number for people, from an order's ULID: the lower six characters of its time (it repeats after twelve days) and
 * the last four of its random part. Crockford's alphabet has no letters that look like digits.
 */
export const orderNumberOf = (orderId: string): string => `TW-${orderId.slice(4, 10)}${orderId.slice(-4)}`
