import { StockLevelChanged } from '../../../contracts/events/index.ts'
import type { EventContext } from '../../shared/outbox.ts'
import { publish } from '../../shared/outbox.ts'
import { getItem, getItems, type TransactItem, transact } from '../../shared/table.ts'
import { afterNews, newsOf } from '../domain/alert.ts'
import { levelChanged, type Stock, statusOf } from '../domain/stock.ts'
import { newsWrites } from './alerts.ts'
import { ledgerWrite } from './movements.ts'
import { stockKey } from './stock-key.ts'

export const getStock = (sku: string): Promise<Stock | undefined> => getItem<Stock>(stockKey(sku))

export async function getStocks(skus: readonly string[]): Promise<Map<string, Stock>> {
  const rows = await getItems<Stock>(skus.map(stockKey))
  return new Map(rows.map((row) => [row.sku, row]))
}

/** The row changed since it was read. */
export class StockChanged extends Error {}

/** Writes an adjusted row with its ledger entry, and tells whoever follows its level. `extra` is written with it. */
export async function saveAdjusted(
  before: Stock,
  adjusted: Stock,
  entry: { reference: string; reason: string; by: string },
  context: EventContext,
  extra: (after: Stock) => readonly TransactItem[] = () => [],
): Promise<Stock> {
  const movement = {
    sku: adjusted.sku,
    type: 'adjust',
    onHandDelta: adjusted.onHand - before.onHand,
    reservedDelta: 0,
  } as const
  const news = newsOf(adjusted)
  const alertId = context.newId()
  const after = afterNews(adjusted, news, alertId)
  await transact([
    { ...putStock(before, after), onConditionFailed: () => new StockChanged() },
    ...(movement.onHandDelta === 0 ? [] : [ledgerWrite(movement, entry, context)]),
    ...(levelChanged(before, after) ? [levelEvent(after, context)] : []),
    ...newsWrites(adjusted, news, alertId, context),
    ...extra(after),
  ])
  return after
}

const putStock = (before: Stock, after: Stock): TransactItem => ({
  put: {
    Item: { ...stockKey(after.sku), ...after },
    ...(before.version === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          // What follows a level changes without the version.
          ConditionExpression: `version = :version AND ${sameAs('openAlert', before)} AND ${sameAs('wanted', before)}`,
          ExpressionAttributeValues: {
            ':version': before.version,
            ...(before.openAlert === undefined ? {} : { ':openAlert': before.openAlert }),
            ...(before.wanted === undefined ? {} : { ':wanted': before.wanted }),
          },
        }),
  },
})

const sameAs = (field: 'openAlert' | 'wanted', stock: Stock) =>
  stock[field] === undefined ? `attribute_not_exists(${field})` : `${field} = :${field}`

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
