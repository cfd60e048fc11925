import { productStock } from '../../../../contracts/internal/index.ts'
import { internal } from '../../../shared/internal.ts'
import { emptyStock } from '../../domain/stock.ts'
import { getProduct, getStocks } from '../../table.ts'
import { productStockView } from '../../views.ts'

export const handler = internal(productStock, async ({ productId }) => {
  const skus = (await getProduct(productId))?.skus ?? []
  const rows = await getStocks(skus)
  const stocks = skus.map((sku) => rows.get(sku) ?? emptyStock(sku, productId))
  return { stock: productStockView(stocks.length > 0 ? stocks : [emptyStock(productId, productId)]) }
})
