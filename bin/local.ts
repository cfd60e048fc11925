/** `npm start [-- --ephemeral --seed accounts]`: the whole shop on this machine. */
import { flushCompileCache } from 'node:module'
import { parseArgs } from 'node:util'
import { accounts, defaultPassword } from './demo-data/accounts.ts'
import { loadDotEnv } from './lib/dot-env.ts'
import { endWithNpm } from './lib/orphan.ts'
import { showProgress } from './lib/progress.ts'
import type { SeedKind } from './lib/seed-shop.ts'
import { startShop } from './lib/shop.ts'
import { defaultDataFolder } from './lib/shop-file.ts'
import { waitForPort } from './lib/wait-for-port.ts'

loadDotEnv()
const { values } = parseArgs({
  options: {
    ephemeral: { type: 'boolean', default: false },
    /** `demo`: catalog and test accounts. `accounts`: these only. `none`: an empty shop. */
    seed: { type: 'string', default: 'demo' },
    /** Folder of a synthesized assembly to run as it is, without a look at whether it is up to date. */
    assembly: { type: 'string' },
    /** NAME=VALUE of a CloudFormation parameter, such as PaymentTimeoutSeconds=60. */
    parameter: { type: 'string', multiple: true, default: [] },
    /** A fault as JSON that is on before anything runs: see localstack/embedded/faults. */
    fault: { type: 'string', multiple: true, default: [] },
  },
})

try {
  const started = performance.now()
  const port = Number(process.env.PORT ?? 3000)
  endWithNpm()
  // A parent that is gone needs no shop, nor one that only starts.
  process.once('disconnect', endWhileStarting)
  await waitForPort(port)
  const shop = await startShop({
    port,
    assembly: values.assembly,
    dataFolder: defaultDataFolder(),
    ephemeral: values.ephemeral,
    seed: values.seed as SeedKind,
    parameters: {
      ...(process.env.SHIPPING_CARRIER ? { ShippingCarrier: process.env.SHIPPING_CARRIER } : {}),
      ...(process.env.SHOP_TIME_ZONE ? { ShopTimeZone: process.env.SHOP_TIME_ZONE } : {}),
      ...(process.env.PAYMENT_PROVIDER ? { PaymentProvider: process.env.PAYMENT_PROVIDER } : {}),
      ...Object.fromEntries(
        values.parameter.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
      ),
    },
    secrets: {
      ...(process.env.STRIPE_SECRET_KEY ? { 'payment-api-key': process.env.STRIPE_SECRET_KEY } : {}),
      ...(process.env.STRIPE_WEBHOOK_SECRET ? { 'payment-webhook': process.env.STRIPE_WEBHOOK_SECRET } : {}),
    },
    faults: values.fault.map((text) => JSON.parse(text)),
    progress: showProgress,
    log: (line) => console.error(line),
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(welcome(shop.url, shop.endpoint, seconds))
  stopOnSignals(shop.stop)
  // Now and not at the end, which a killed shop does not come to. Does nothing where there is no cache.
  flushCompileCache()
  // Programs that started this one wait for it to be ready.
  process.send?.({ ready: true, url: shop.url, endpoint: shop.endpoint })
  // A shop without a catalog has no first page worth the wait.
  if (values.seed === 'demo') await openFirstPages(shop.url)
} catch (error) {
  console.error(`\nThe shop did not start: ${error instanceof Error ? error.message : String(error)}`)
  if (process.env.DEBUG) console.error(error)
  process.exit(1)
}

/** The first page of each kind waits for several functions to start: better now than when somebody looks. */
async function openFirstPages(url: string): Promise<void> {
  for (const path of ['/api/storefront/home', `/api/storefront/products/${'0'.repeat(26)}`, '/api/products/search']) {
    await fetch(url + path).catch(() => undefined) // a shop that is just stopped
  }
}

function endWhileStarting(): void {
  process.exit(0)
}

function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false
  const onSignal = async () => {
    if (stopping) return
    stopping = true
    console.log('\nStopping …')
    await stop()
    process.exit(0)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  process.off('disconnect', endWhileStarting)
  process.on('disconnect', onSignal)
}

function welcome(url: string, endpoint: string, seconds: string): string {
  const list = accounts.map(({ email, role }) => `    ${role.padEnd(9)} ${email}`).join('\n')
  const password = process.env.TRADEWIND_PASSWORD ?? defaultPassword
  return `
  Tradewind is open after ${seconds} s.

    Shop      ${url}/api/products
    Console   ${url}/_local          functions, tables, mails, queues, executions
    AWS       ${endpoint}   for the AWS CLI and SDKs (AWS_ENDPOINT_URL)

  Test accounts, password ${password}
${list}

  Try
    curl '${url}/api/products?limit=3'
    curl ${url}/api/users/login -H 'content-type: application/json' -d '{"email":"customer@tradewind.example","password":"${password}"}'
    npm run demo                          buys something, step by step

  Stop with Ctrl-C. Data stays in ${values.ephemeral ? 'memory only' : '.local/'}.
`
}
