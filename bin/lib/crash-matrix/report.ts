import { effectName, pointName } from './points.ts'
import type { CrashMatrixReport } from './run.ts'

export interface Summary {
  readonly kills: number
  readonly orders: number
  /** Of these orders, ended unpaid: their charge never came to the provider, or so late that it was given back. */
  readonly unpaid: number
  readonly slowestSeconds: number
  readonly problems: readonly string[]
  /** Points that no round came by. */
  readonly unreached: readonly string[]
}

export function summaryOf({ points, rounds }: CrashMatrixReport): Summary {
  const chains = rounds.flatMap((round) => round.chains)
  const killed = new Set(chains.flatMap((chain) => chain.killed))
  return {
    kills: chains.reduce((sum, chain) => sum + chain.killed.length, 0),
    orders: chains.reduce((sum, { orders }) => sum + orders.length, 0),
    unpaid: rounds.reduce((sum, { unpaid }) => sum + unpaid, 0),
    slowestSeconds: Math.max(
      0,
      ...chains.map(({ seconds, open }) => (open.length === 0 ? seconds : Number.POSITIVE_INFINITY)),
    ),
    problems: [...new Set(rounds.flatMap((round) => round.problems))],
    unreached: points.map(pointName).filter((name) => !killed.has(name)),
  }
}

/** One line for each side effect, with how often the cloud was killed before and after it. */
export function crashTable(report: CrashMatrixReport): string {
  const kills = new Map<string, number>()
  for (const { killed } of report.rounds.flatMap(({ chains }) => chains))
    for (const name of killed) kills.set(name, (kills.get(name) ?? 0) + 1)
  const effects = new Map(report.points.map((point) => [effectName(point), point]))
  const rows = [...effects].map(([name, { scenario }]) =>
    [
      `  ${name.padEnd(58)}`,
      scenario.padEnd(14),
      ...['before', 'after'].map((when) => String(kills.get(`${when} ${name}`) ?? 0).padStart(7)),
    ].join(' '),
  )
  const { kills: total, orders, unpaid, slowestSeconds, problems, unreached } = summaryOf(report)
  return [
    `  ${'side effect'.padEnd(58)} ${'scenario'.padEnd(14)} ${'before'.padStart(7)} ${'after'.padStart(7)}`,
    ...rows,
    '',
    `  killed ${total} times; ${orders} orders; all ended at the latest ${slowestSeconds.toFixed(1)} s after the restart`,
    `  ${unpaid} of them unpaid: the crash kept their charge from the provider, for good or so long that it was given back`,
    ...unreached.map((name) => `✗ never reached: ${name}`),
    ...(problems.length === 0
      ? ['✓ orders, payments, provider and stock agree']
      : problems.map((problem) => `✗ ${problem}`)),
  ].join('\n')
}
