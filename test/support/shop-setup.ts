import { rmSync, writeFileSync } from 'node:fs'
import { startShopProcess } from '../../bin/lib/shop-process.ts'
import { sharedShopFile } from './shared-shop.ts'

/** One ephemeral shop, seeded with the demo catalog, for all end-to-end tests that do not hurt it. */
export default async function setUp(): Promise<void> {
  const shop = await startShopProcess({ args: ['--ephemeral'] })
  writeFileSync(sharedShopFile, JSON.stringify({ url: shop.url, endpoint: shop.endpoint }))
  ;(globalThis as Record<string, unknown>).__tradewindShop = shop
  process.once('exit', () => rmSync(sharedShopFile, { force: true }))
}
