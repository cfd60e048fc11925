import { subscriber } from '../../../shared/subscriber.ts'
import { ConditionFailed, transact } from '../../../shared/table.ts'
import { emptyStock } from '../../domain/stock.ts'
import { getStocks, ProductIsNewer, putNewStock, putProduct } from '../../table.ts'
import { productChanged } from './subscriber.ts'

export const handler = subscriber(productChanged, async ({ data }) => {
  const rows = await getStocks(data.skus)
  const missing = data.skus.filter((sku) => !rows.has(sku))
  for (const sku of missing) await openRow(sku, data.productId)
  try {
    await transact([putProduct({ productId: data.productId, skus: data.skus, version: data.version })])
  } catch (error) {
    if (!(error instanceof ProductIsNewer)) throw error
  }
})

async function openRow(sku: string, productId: string): Promise<void> {
  try {
    await transact([putNewStock(emptyStock(sku, productId))])
  } catch (error) {
    // Somebody counted it first.
    if (!(error instanceof ConditionFailed)) throw error
  }
}
