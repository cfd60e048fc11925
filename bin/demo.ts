/** `npm run demo`: buys something as a new customer, step by step, then has a card declined. Exit status 0 only if all of it held. */
import { parseArgs } from 'node:util'
import { Api } from './lib/api.ts'
import { runDemo } from './lib/demo/run-demo.ts'
import { Storyteller } from './lib/demo/storyteller.ts'
import { loadDotEnv } from './lib/dot-env.ts'
import { runningShop } from './lib/running-shop.ts'
import { startShopProcess } from './lib/shop-process.ts'

loadDotEnv()
const { values } = parseArgs({ options: { own: { type: 'boolean', default: false } } })
const running = values.own ? undefined : runningShop()
if (!running) console.log('Starting a shop of its own that keeps nothing …')
const own = running
  ? undefined
  : await startShopProcess({
      args: ['--ephemeral'],
      env: { SHIPPING_CARRIER: 'simulator' },
      onOutput: (text) => process.stdout.write(text),
    })
const story = new Storyteller()
try {
  await runDemo(new Api((running ?? own)!.url, {}, (request, answer) => story.called(request, answer)), story)
  console.log(story.failed === 0 ? '\nAll of it held.\n' : `\n${story.failed} checks did not hold.\n`)
} catch (error) {
  story.failed++
  console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}\n`)
} finally {
  await own?.stop()
}
process.exitCode = story.failed === 0 ? 0 : 1
