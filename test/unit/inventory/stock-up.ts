import { adjustStock, emptyStock } from '../../../functions/inventory/domain/stock.ts'
import { getStock, saveAdjusted } from '../../../functions/inventory/table.ts'
import { someDeps } from './builders.ts'

/** Puts a sku on the shelf. */
export async function stockUp(sku: string, onHand: number): Promise<void> {
  const before = (await getStock(sku)) ?? emptyStock(sku, `product-${sku}`)
  await saveAdjusted(
    before,
    adjustStock(before, { onHand }),
    { reference: 'test', reason: 'test', by: 'test' },
    someDeps(),
  )
}
