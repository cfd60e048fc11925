import { rmSync } from 'node:fs'
import type { ShopProcess } from '../../bin/lib/shop-process.ts'
import { sharedShopFile } from './shared-shop.ts'

export default async function tearDown(): Promise<void> {
  const shop = (globalThis as Record<string, unknown>).__tradewindShop as ShopProcess | undefined
  await shop?.stop()
  rmSync(sharedShopFile, { force: true })
}
