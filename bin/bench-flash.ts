/** `npm run bench:flash`: 5,000 buyers for 100 units, at a rate that does not wait for answers. Fails when a promise is broken. */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Api } from './lib/api.ts'
import { loadDotEnv } from './lib/dot-env.ts'
import type { FlashOptions } from './lib/flash/plan.ts'
import { flashTable } from './lib/flash/report.ts'
import { runFlash } from './lib/flash/run-flash.ts'
import { startShopProcess } from './lib/shop-process.ts'

loadDotEnv()
const defaults: FlashOptions = {
  buyers: 5000,
  units: 100,
  skus: 4,
  rate: 10,
  duplicates: 0.2,
  declined: 0,
  spread: 8,
  warmUp: 60,
  seed: 20_261_128,
}
const names = Object.keys(defaults) as (keyof FlashOptions)[]
const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])) })
const options = Object.fromEntries(
  names.map((name) => [name, values[name] === undefined ? defaults[name] : Number(values[name])]),
) as unknown as FlashOptions
if (
  !Object.values(options).every((value) => value >= 0) ||
  options.buyers < 1 ||
  options.skus < 1 ||
  options.rate <= 0
) {
  console.error(`Usage: npm run bench:flash -- ${names.map((name) => `[--${name} ${defaults[name]}]`).join(' ')}`)
  process.exit(2)
}

console.log('Starting a shop that keeps nothing …')
const shop = await startShopProcess({ args: ['--ephemeral', '--seed', 'accounts'] })
try {
  const { buyers, units, skus, rate, duplicates, declined, spread, seed } = options
  console.log(`${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${availableParallelism()} cores`)
  console.log(
    `${buyers} buyers for ${units} units of ${skus} skus, each spread over ${spread} rows; ${rate} arrivals a second, ` +
      `${duplicates * 100} % sent twice, ${declined * 100} % of the cards declined; seed ${seed}\n`,
  )
  const onProgress = (arrived: number) => {
    if (arrived % 1000 === 0) console.log(`  ${arrived} arrived`)
  }
  const report = await runFlash({ api: new Api(shop.url), endpoint: shop.endpoint }, options, onProgress)
  console.log(`\n${flashTable(report)}`)
  process.exitCode = report.broken.length === 0 ? 0 : 1
} finally {
  await shop.stop()
}
