import { type FlashReport, percentile } from './run-flash.ts'

const row = (what: string, value: string) => `  ${what.padEnd(52)}${value.padStart(12)}`
const times = (sorted: readonly number[]) =>
  [50, 99, 100].map((percent) => `${percentile(sorted, percent)}`.padStart(7)).join('')

/** What a person reads after a run. */
export function flashTable({
  endings,
  winners,
  losers,
  lateness,
  counts,
  samples,
  seconds,
  broken,
}: FlashReport): string {
  return [
    ...Object.entries(endings).map(([ending, count]) => row(ending, String(count))),
    '',
    `  ${'ms from the planned arrival:'.padEnd(43)}    p50    p99    max`,
    `  ${'winners, until they see the order paid'.padEnd(43)}${times(winners)}`,
    `  ${'losers, until they are told'.padEnd(43)}${times(losers)}`,
    `  ${'the sender itself was late by'.padEnd(43)}${times(lateness)}`,
    '',
    row('repeated submissions that got the first answer', String(counts.replayed)),
    row('asked to repeat: still in progress (409)', String(counts.inProgress)),
    row('asked to repeat: too many (429)', String(counts.throttled)),
    row('asked to repeat: errors (5xx)', String(counts.errors)),
    row('looks at the stock while it ran', String(samples)),
    row('seconds', seconds.toFixed(1)),
    '',
    ...(broken.length === 0
      ? ['✓ every promise held: all units sold once, nobody charged without goods, sums right at every look']
      : [...new Set(broken)].slice(0, 30).map((promise) => `✗ ${promise}`)),
  ].join('\n')
}
