/** `npm run crash-matrix -- [--rounds 20] [--points a,b] [--lanes 2] [--all]`: kills the cloud before and after every side effect of a purchase. */
import { parseArgs } from 'node:util'
import { crashTable, summaryOf } from './lib/crash-matrix/report.ts'
import { runCrashMatrix } from './lib/crash-matrix/run.ts'
import { loadDotEnv } from './lib/dot-env.ts'

loadDotEnv()
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    /** Only side effects whose name has one of these in it, such as `commit-stock,StartExecution`. */
    points: { type: 'string' },
    /** Shops that are killed side by side. */
    lanes: { type: 'string', default: '2' },
    /** Also what only follows an order: timelines, messages, copies. */
    all: { type: 'boolean', default: false },
  },
})
const [rounds, lanes] = [Number(values.rounds), Number(values.lanes)]
if (!(Number.isInteger(rounds) && Number.isInteger(lanes) && rounds > 0 && lanes > 0)) {
  console.error(
    'Usage: npm run crash-matrix -- [--rounds 20] [--points commit-stock,StartExecution] [--lanes 2] [--all]',
  )
  process.exit(2)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

const started = performance.now()
const seconds = () => ((performance.now() - started) / 1000).toFixed(0).padStart(5)
const report = await runCrashMatrix({
  rounds,
  lanes: Math.min(lanes, rounds),
  all: values.all,
  ...(values.points ? { only: values.points.split(',') } : {}),
  onProgress: (line) => console.log(`${seconds()} s  ${line}`),
})
console.log(`\nDone in ${seconds().trim()} s\n\n${crashTable(report)}`)
const { problems, unreached } = summaryOf(report)
process.exitCode = problems.length + unreached.length === 0 ? 0 : 1
