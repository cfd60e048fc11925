/**
 * `npm run search:rebuild`: makes the search index anew from the catalog, of the shop that runs here or of a stage
 * (TRADEWIND_URL=https://… TRADEWIND_EMAIL=… TRADEWIND_PASSWORD=… of a member of staff). Searches go on meanwhile.
 */
import { defaultPassword } from './demo-data/accounts.ts'
import { Api, until } from './lib/api.ts'
import { loadDotEnv } from './lib/dot-env.ts'
import { showProgress } from './lib/progress.ts'
import { runningShop } from './lib/running-shop.ts'

/** Seconds for a catalog of a hundred thousand products. */
const MOST_SECONDS = 1800

loadDotEnv()
const url = process.env.TRADEWIND_URL ?? runningShop()?.url
if (!url) {
  console.error('No shop is running here: start one with "npm start", or name a stage by TRADEWIND_URL.')
  process.exit(1)
}
const api = new Api(url)
const { accessToken } = await api.call('POST', '/api/users/login', {
  email: process.env.TRADEWIND_EMAIL ?? 'staff@tradewind.example',
  password: process.env.TRADEWIND_PASSWORD ?? defaultPassword,
})
const staff = api.as(accessToken)
await showProgress('Rebuilding the search index', async (note) => {
  const { rebuild } = await staff.call('POST', '/api/products/search/rebuild', {})
  await until(
    'the index to be rebuilt',
    async () => {
      const { rebuild: now } = await staff.call('GET', '/api/products/search/rebuild')
      if (now.id !== rebuild.id) throw new Error('Somebody else began another rebuild: this one stopped.')
      note(`${now.products} products${now.status === 'building' ? ', building' : ''}`)
      return now
    },
    (now) => now.status === 'done',
    { seconds: MOST_SECONDS, everyMs: 250 },
  )
})
