/**
 * The calendar day that it is in the shop, as YYYY-MM-DD. Days are compared as texts, so that a change of the clocks moves
 * no border. Pure.
 * @param timeZone an IANA name such as "Europe/Berlin" @throws RangeError for one that does not exist
 */
export function shopDay(now: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    .formatToParts(now)
    .map(({ type, value }) => [type, value] as const)
  const { year, month, day } = Object.fromEntries(parts) as { year: string; month: string; day: string }
  return `${year.padStart(4, '0')}-${month}-${day}`
}
