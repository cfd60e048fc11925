import type { Found } from '../../../functions/payments/compare-books.ts'
import { differences } from '../../../functions/payments/domain/books.ts'

/** What a person reads: each difference with where it is, what it means, and what was done or is to be done. */
export function reconcileTable(orders: number, found: readonly Found[]): string {
  if (found.length === 0) return `\n✓ The books of ${orders} orders agree.`
  const width = Math.max(...found.map(({ what }) => what.length))
  const rows = found.flatMap((each) => [
    `${each.outcome === 'repaired' ? '✓' : '✗'} ${each.orderId}  ${each.what.padEnd(width)}  ${todo(each)}`,
    `    ${differences[each.what]}`,
  ])
  const open = found.filter(({ outcome }) => outcome !== 'repaired').length
  return ['', ...rows, '', `${found.length} differences in ${orders} orders, ${open} of them left to do.`].join('\n')
}

function todo({ outcome, repair }: Found): string {
  if (outcome === 'repaired') return `repaired: ${repair}`
  if (outcome === 'failed') return `${repair} failed: the log of payments/compare-books says why`
  return repair ? `--repair would ${repair}` : 'for a person'
}
