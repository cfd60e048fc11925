/** `npm run fuzz [-- --requests 20000 --seed 1 --only 17 --running]`: hostile requests made from the API document. */
import { parseArgs } from 'node:util'
import { loadDotEnv } from './lib/dot-env.ts'
import { report } from './lib/fuzz/report.ts'
import { fuzz } from './lib/fuzz/run.ts'
import { runningShop } from './lib/running-shop.ts'
import { startShopProcess } from './lib/shop-process.ts'

loadDotEnv()
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    /** Draws the same requests again. */
    seed: { type: 'string' },
    /** Sends only the request of this number. */
    only: { type: 'string' },
    /** Into the shop that runs here, instead of one that keeps nothing. */
    running: { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const running = values.running ? runningShop() : undefined
if (values.running && !running) {
  console.error('No shop is running here. Start one with "npm start".')
  process.exit(1)
}
if (!running) console.log('Starting a shop of its own that keeps nothing …')
const own = running ? undefined : await startShopProcess({ args: ['--ephemeral', '--seed', 'accounts'] })
try {
  const { url, endpoint } = (running ?? own)!
  const result = await fuzz({
    url,
    endpoint,
    requests: Number(values.requests),
    seed,
    only: values.only === undefined ? undefined : Number(values.only),
    onProgress: (done) => {
      if (done % 1000 === 0) console.log(`${done} requests`)
    },
  })
  console.log(report(result, seed))
  process.exitCode = result.findings.length === 0 ? 0 : 1
} finally {
  await own?.stop()
}
