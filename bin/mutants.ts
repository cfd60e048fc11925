/** `npm run mutants [-- --only name --jobs 2 --seeds 500 --no-simulation --write]`: plants bugs one at a time and sees them caught. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { inParallel } from './lib/in-parallel.ts'
import { type Hunt, hunt, isCaught } from './lib/mutants/hunt.ts'
import { readMutants } from './lib/mutants/mutant.ts'
import { runNamedTests } from './lib/mutants/named-tests.ts'
import { lineOf, markdownOf, summaryOf, withTable } from './lib/mutants/report.ts'
import { endAll } from './lib/mutants/run.ts'
import { makeScratch, type Scratch } from './lib/mutants/scratch.ts'
import { hasSimulation, simulate } from './lib/mutants/simulation.ts'

const { values } = parseArgs({
  options: {
    /** Names, or beginnings of names. */
    only: { type: 'string', multiple: true, default: [] },
    /** Copies of the project that are worked in at the same time. */
    jobs: { type: 'string', default: '2' },
    /** Seeds that the simulation may use for one bug. */
    seeds: { type: 'string', default: '500' },
    'no-simulation': { type: 'boolean', default: false },
    /** Puts the table into docs/reliability.md. */
    write: { type: 'boolean', default: false },
  },
})
const project = join(import.meta.dirname, '..')
const mutants = readMutants().filter(
  ({ name }) => values.only.length === 0 || values.only.some((wanted) => name.startsWith(wanted)),
)
if (mutants.length === 0) {
  console.error(
    `No planted bug is called ${values.only.join(' or ')}. Their names are those of the files in test/mutants.`,
  )
  process.exit(1)
}
const seeds = Number(values.seeds)
const simulation = !values['no-simulation'] && hasSimulation(project)
const start = Date.now()
const seconds = () => (Date.now() - start) / 1000
const scratches: Scratch[] = []
const removeAll = () => {
  for (const scratch of scratches) scratch.remove()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    endAll()
    removeAll()
    process.exit(130)
  })
}

try {
  for (let n = 0; n < Math.min(Number(values.jobs), mutants.length); n++) scratches.push(makeScratch(project))
  const healthy = await isHealthy(scratches[0]!)
  process.exitCode = healthy && (await huntAll()) ? 0 : 1
} finally {
  removeAll()
}

/** Without a planted bug every check must be green: otherwise red says nothing. */
async function isHealthy({ folder }: Scratch): Promise<boolean> {
  const tests = [...new Map(mutants.flatMap((each) => each.tests).map((test) => [JSON.stringify(test), test])).values()]
  const verdicts = await runNamedTests(folder, tests)
  const wrong = tests.flatMap(({ file, title }, index) =>
    verdicts[index] === 'passed' ? [] : [`${verdicts[index]}: ${file} “${title}”`],
  )
  const asked = simulation && mutants.some((each) => each.simulation)
  const simulated = asked ? await simulate(folder, seeds, 600_000) : undefined
  if (simulated?.rule) wrong.push(`the simulation broke the rule "${simulated.rule}" within ${simulated.seeds} seeds`)
  if (wrong.length > 0)
    console.error(`Without any planted bug not every check passes. Mend that first:\n${wrong.join('\n')}`)
  else
    console.log(
      `Without planted bugs all ${tests.length} tests pass${asked ? `, and ${seeds} seeds` : ''} (${seconds().toFixed(0)} s)`,
    )
  return wrong.length === 0
}

async function huntAll(): Promise<boolean> {
  const hunts: Hunt[] = []
  const free = [...scratches]
  await inParallel(mutants, scratches.length, async (mutant, index) => {
    const scratch = free.pop()!
    const result = await hunt(mutant, scratch, { seeds, simulation })
    free.push(scratch)
    hunts[index] = result
    console.log(lineOf(result))
  })
  const summary = summaryOf(hunts, seconds())
  console.log(`\n${summary}`)
  if (values.write) writeTable(`${markdownOf(hunts)}\n\n${summary}, on ${new Date().toISOString().slice(0, 10)}.`)
  const escaped = hunts.filter((result) => !isCaught(result))
  if (escaped.length === 0) return true
  console.error(
    `Not caught: ${escaped.map(({ mutant }) => mutant.name).join(', ')}. Add the missing test, or correct what the patch says must catch it.`,
  )
  return false
}

function writeTable(table: string): void {
  const page = join(project, 'docs/reliability.md')
  writeFileSync(page, withTable(readFileSync(page, 'utf8'), table))
  console.log(`The table is in ${page}`)
}
