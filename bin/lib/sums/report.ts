import { endings } from './plan.ts'
import type { SumsReport } from './run-sums.ts'

const cents = (amount: number) => (amount / 100).toFixed(2).padStart(14)

/** What a person reads after a run. */
export function sumsTable({ entries, sums, stock, differences }: SumsReport): string {
  const counts = endings.map((ending) => [ending, entries.filter((entry) => entry.ending === ending).length] as const)
  const holds = (what: string, left: number, right: number) =>
    `${left === right ? '✓' : '✗'} ${what.padEnd(46)}${cents(left)}${cents(right)}`
  const units = (which: 'expected' | 'found') => stock.reduce((sum, row) => sum + row[which], 0)
  return [
    ...counts.map(([ending, count]) => `  ${ending.padEnd(46)}${String(count).padStart(14)}`),
    '',
    `  ${`${sums.orders} orders`.padEnd(46)}${cents(sums.totals)}`,
    `  ${'− called off before or after they were paid'.padEnd(46)}${cents(-sums.calledOff)}`,
    `  ${'− refunded by staff'.padEnd(46)}${cents(-sums.refunds)}`,
    `  ${'− returned'.padEnd(46)}${cents(-sums.returns)}`,
    `  ${'= what the shop may keep'.padEnd(46)}${cents(sums.kept)}`,
    '',
    holds('captured − refunded = what the shop may keep', sums.captured - sums.refunded, sums.kept),
    holds('captured: payments, provider', sums.captured, sums.providerCaptured),
    holds('refunded: payments, provider', sums.refunded, sums.providerRefunded),
    `${units('expected') === units('found') ? '✓' : '✗'} ${'units on hand: expected, found'.padEnd(46)}${String(
      units('expected'),
    ).padStart(14)}${String(units('found')).padStart(14)}`,
    '',
    ...(differences.length === 0
      ? [`✓ all ${sums.orders} orders hold one by one, and each sku`]
      : differences.map((difference) => `✗ ${difference}`)),
  ].join('\n')
}
