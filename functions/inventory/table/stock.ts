import { StockLevelChanged } from '../../../contracts/events/index.ts'
import type { EventContext } from '../../shared/outbox.ts'
import { publish } from '../../shared/outbox.ts'
import { getItem, getItems, type TransactItem, transact } from '../../shared/table.ts'
import { levelChanged, type Stock, statusOf } from '../domain/stock.ts'
import { ledgerWrite } from './movements.ts'

export const stockKey = (sku: string) => ({ pk: `STOCK#${sku}`, sk: 'STOCK' })

export const getStock = (sku: string): Promise<Stock | undefined> => getItem<Stock>(stockKey(sku))

export async function getStocks(skus: readonly string[]): Promise<Map<string, Stock>> {
  const rows = await getItems<Stock>(skus.map(stockKey))
  return new Map(rows.map((row) => [row.sku, row]))
}

/** The row changed since it was read. */
export class StockChanged extends Error {}

/** Writes an adjusted row with its ledger entry and, where shoppers see a difference, its event. */
export async function saveAdjusted(
  before: Stock,
  after: Stock,
  entry: { reference: string; reason: string; by: string },
  context: EventContext,
): Promise<void> {
  const movement = {
    sku: after.sku,
    type: 'adjust',
    onHandDelta: after.onHand - before.onHand,
    reservedDelta: 0,
  } as const
  await transact([
    { ...putStock(before, after), onConditionFailed: () => new StockChanged() },
    ...(movement.onHandDelta === 0 ? [] : [ledgerWrite(movement, entry, context)]),
    ...(levelChanged(before, after) ? [levelEvent(after, context)] : []),
  ])
}

const putStock = (before: Stock, after: Stock): TransactItem => ({
  put: {
    Item: { ...stockKey(after.sku), ...after },
    ...(before.version === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': before.version } }),
  },
})

/** A row of zeros for a sku that has none. */
export const putNewStock = (stock: Stock): TransactItem => ({
  put: {
    Item: { ...stockKey(stock.sku), ...stock, version: 1 },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

export const levelEvent = (stock: Stock, context: EventContext): TransactItem =>
  publish(
    StockLevelChanged,
    stock.sku,
    {
      sku: stock.sku,
      productId: stock.productId,
      available: stock.available,
      status: statusOf(stock),
      version: stock.version,
    },
    context,
  )
