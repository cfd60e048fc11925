import { startShopProcess } from '../../bin/lib/shop-process.ts'
import { SHARED_SHOP } from './shared-shop.ts'
import { keepTemporaryFoldersInMemory } from './temporary-folders.ts'

/** One ephemeral shop for all end-to-end tests that do not hurt it. Each makes the products that it needs. */
export default async function setUp(): Promise<void> {
  keepTemporaryFoldersInMemory()
  const shop = await startShopProcess({ args: ['--ephemeral', '--seed', 'accounts'] })
  // Jest's workers are started afterwards and inherit it.
  process.env[SHARED_SHOP] = JSON.stringify({ url: shop.url, endpoint: shop.endpoint })
  ;(globalThis as Record<string, unknown>)[SHARED_SHOP] = shop
}
