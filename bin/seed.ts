/** `npm run seed`: fills the running local shop, or a dev stage (STAGE=dev TRADEWIND_URL=https://…), with the demo data. */
import { loadDotEnv } from './lib/dot-env.ts'
import { showProgress } from './lib/progress.ts'
import { runningShop } from './lib/running-shop.ts'
import { seedShop } from './lib/seed-shop.ts'

loadDotEnv()
const stage = process.env.STAGE ?? 'local'
const shop = stage === 'local' ? runningShop() : { url: process.env.TRADEWIND_URL }
if (!shop?.url) {
  console.error(
    stage === 'local'
      ? 'No shop is running here. Start one with "npm start".'
      : 'Set TRADEWIND_URL to the address of the API.',
  )
  process.exit(1)
}
await showProgress('Seeding the demo catalog', async (note) =>
  note(await seedShop({ ...shop, url: shop.url!, stage, onProgress: note })),
)
