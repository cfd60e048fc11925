import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { StockLevelChanged } from '../../../contracts/events/index.ts'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import type { EventContext } from '../../shared/outbox.ts'
import { publish } from '../../shared/outbox.ts'
import {
  getItem,
  getItems,
  isConditionFailure,
  type Page,
  queryPage,
  type TransactItem,
  transact,
} from '../../shared/table.ts'
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
    Item: { ...stockKey(after.sku), ...after, ...alertKeys(after) },
    ...(before.version === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': before.version } }),
  },
})

/** Named also when absent: what was read brings the old ones along. */
const alertKeys = (stock: Stock) =>
  isLow(stock) ? { gsi1pk: 'ALERTS', gsi1sk: stock.sku } : { gsi1pk: undefined, gsi1sk: undefined }

const isLow = (stock: Stock) => statusOf(stock) !== 'in_stock'

/** Lists the row among the alerts, or no longer. A row that moved since it was read is left to its next event. */
export async function keepAlert(stock: Stock & { readonly gsi1pk?: string }): Promise<void> {
  if (isLow(stock) === (stock.gsi1pk !== undefined)) return
  try {
    await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: stockKey(stock.sku),
        UpdateExpression: isLow(stock) ? 'SET gsi1pk = :alerts, gsi1sk = :sku' : 'REMOVE gsi1pk, gsi1sk',
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: {
          ':version': stock.version,
          ...(isLow(stock) ? { ':alerts': 'ALERTS', ':sku': stock.sku } : {}),
        },
      }),
    )
  } catch (error) {
    if (!isConditionFailure(error)) throw error
  }
}

/** Rows that are low or out, by sku. */
export const listAlerts = (page: {
  limit: number
  cursor?: string | undefined
  bound: readonly unknown[]
}): Promise<Page<Stock>> =>
  queryPage<Stock>(
    {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :alerts',
      ExpressionAttributeValues: { ':alerts': 'ALERTS' },
    },
    page,
  )

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
