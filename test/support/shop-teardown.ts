import type { ShopProcess } from '../../bin/lib/shop-process.ts'
import { SHARED_SHOP } from './shared-shop.ts'

export default async function tearDown(): Promise<void> {
  await ((globalThis as Record<string, unknown>)[SHARED_SHOP] as ShopProcess | undefined)?.stop()
}
