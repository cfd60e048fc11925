import { startShopProcess } from '../../bin/lib/shop-process.ts'
import { SHARED_SHOP } from './shared-shop.ts'

/** One ephemeral shop, seeded with the demo catalog, for all end-to-end tests that do not hurt it. */
export default async function setUp(): Promise<void> {
  const shop = await startShopProcess({ args: ['--ephemeral'] })
  // Jest's workers are started afterwards and inherit it.
  process.env[SHARED_SHOP] = JSON.stringify({ url: shop.url, endpoint: shop.endpoint })
  ;(globalThis as Record<string, unknown>)[SHARED_SHOP] = shop
}
