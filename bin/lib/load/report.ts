import type { Figures } from './meter.ts'

const column = (text: string | number, width: number) => String(text).padStart(width)

export const header = [
  ['shoppers/s', 11],
  ['good/s', 8],
  ['paid/s', 8],
  ['p50 ms', 8],
  ['p99 ms', 8],
  ['paid p95', 10],
  ['refused', 9],
  ['late', 6],
  ['failed', 8],
]
  .map(([name, width]) => column(name!, width as number))
  .join('')

export function row(rate: number, figures: Figures, note = ''): string {
  const { goodput, purchaseRate, p50, p99, purchaseP95, refused, timeouts, failed } = figures
  const cells = [
    column(rate.toFixed(1), 11),
    column(goodput.toFixed(1), 8),
    column(purchaseRate.toFixed(2), 8),
    column(p50.toFixed(0), 8),
    column(p99.toFixed(0), 8),
    column(`${(purchaseP95 / 1000).toFixed(1)} s`, 10),
    column(refused, 9),
    column(timeouts, 6),
    column(failed, 8),
  ]
  return `${cells.join('')}${note && `  ${note}`}`
}

/** The most frequent of what nobody hoped for. */
export const failuresOf = ({ failures }: Figures): string =>
  Object.entries(failures)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 5)
    .map(([what, times]) => `${times} × ${what}`)
    .join(', ')
