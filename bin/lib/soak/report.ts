import type { Finding } from './judge.ts'

/** Environments shown when all are flat. */
const SHOWN = 5

export function soakTable(findings: readonly Finding[], shownWhenFlat = SHOWN): string {
  const general = findings.filter(({ what }) => !what.includes('(environment'))
  const environments = findings.filter(({ what }) => what.includes('(environment'))
  const growing = environments.filter(({ flat }) => !flat)
  const shown = [...general, ...(growing.length > 0 ? growing : environments.slice(0, shownWhenFlat))]
  const lines = shown.map(({ what, unit, first, last, slope, limit, flat }) => {
    const digits = unit === 'MB' ? 1 : 0
    const grows = `${slope.perTenMinutes.toFixed(2)} ± ${slope.margin.toFixed(2)} ${unit} in 10 min (limit ${limit})`
    return `${flat ? 'flat ' : 'GROWS'}  ${what}: ${first.toFixed(digits)} → ${last.toFixed(digits)}, ${grows}`
  })
  const rest = environments.length - (shown.length - general.length)
  if (rest > 0) lines.push(`flat   ${rest} more environments`)
  return lines.join('\n')
}
