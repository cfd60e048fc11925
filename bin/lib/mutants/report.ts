/** What `npm run mutants` shows, for people and for docs/reliability.md. */
import { type Hunt, isCaught } from './hunt.ts'

const simulationOf = ({ mutant, simulated }: Hunt): string => {
  if (!mutant.simulation) return '–'
  if (!simulated) return 'not asked'
  if (simulated.seeds === undefined) return 'not in the time it had'
  const seeds = `${simulated.seeds} ${simulated.seeds === 1 ? 'seed' : 'seeds'}`
  // The rule; what follows the colon is of that one seed.
  return simulated.rule ? `“${simulated.rule.split(':')[0]}” after ${seeds}` : `not in ${seeds}`
}

const testsOf = ({ mutant, verdicts }: Hunt): string[] =>
  mutant.tests.map(({ file, title }, index) => {
    const verdict = verdicts[index]
    const name = file.replace(/^test\/|\.test\.ts$/g, '')
    return `${verdict === 'failed' ? '' : `${verdict?.toUpperCase() ?? 'NOT RUN'}: `}${name} “${title}”`
  })

/** A few lines about one planted bug. */
export function lineOf(result: Hunt): string {
  const { mutant, seconds, problem } = result
  const head = `${isCaught(result) ? 'caught  ' : 'SURVIVED'} ${mutant.name} (pitfall ${mutant.pitfall}, ${seconds.toFixed(1)} s)`
  const lines = problem ? [problem] : testsOf(result)
  if (!problem && mutant.simulation) lines.push(`simulation: ${simulationOf(result)}`)
  return [head, ...lines.map((line) => `         ${line}`)].join('\n')
}

export function summaryOf(hunts: readonly Hunt[], seconds: number): string {
  const caught = hunts.filter(isCaught)
  const seen = hunts.filter(({ simulated }) => simulated?.rule !== undefined)
  return `${caught.length} of ${hunts.length} planted bugs caught, ${seen.length} of them by the simulation, in ${seconds.toFixed(0)} s`
}

const cell = (text: string) => text.replaceAll('|', '\\|')

/** The table of docs/reliability.md. */
export const markdownOf = (hunts: readonly Hunt[]): string =>
  [
    '| planted bug | [pitfall](pitfalls.md) | what is planted | simulation: rule, seeds | tests | s |',
    '|---|---|---|---|---|---|',
    ...hunts.map((result) => {
      const { mutant, seconds } = result
      const cells = [
        `[${mutant.name}](../test/mutants/${mutant.name}.patch)`,
        String(mutant.pitfall),
        mutant.plants,
        simulationOf(result),
        testsOf(result).join('<br>') || '–',
        seconds.toFixed(0),
      ]
      return `| ${cells.map(cell).join(' | ')} |`
    }),
  ].join('\n')

const TABLE = /(<!-- npm run mutants -- --write -->\n)[\s\S]*?(<!-- end -->)/

/** The page with a new table in place of the old one. @throws when the page has no place for it */
export function withTable(page: string, table: string): string {
  if (!TABLE.test(page)) throw new Error('docs/reliability.md has lost the comments around the table of planted bugs')
  return page.replace(TABLE, (_all, begin: string, end: string) => `${begin}\n${table}\n\n${end}`)
}
