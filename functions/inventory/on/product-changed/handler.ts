import { subscriber } from '../../../shared/subscriber.ts'
import { transact } from '../../../shared/table.ts'
import { emptyStock } from '../../domain/stock.ts'
import { openRows } from '../../find-stock.ts'
import { getStocks, ProductIsNewer, putProduct } from '../../table.ts'
import { productChanged } from './subscriber.ts'

export const handler = subscriber(productChanged, async ({ data }) => {
  const rows = await getStocks(data.skus)
  await openRows(data.skus.filter((sku) => !rows.has(sku)).map((sku) => emptyStock(sku, data.productId)))
  try {
    await transact([putProduct({ productId: data.productId, skus: data.skus, version: data.version })])
  } catch (error) {
    if (!(error instanceof ProductIsNewer)) throw error
  }
})
