import { StockRanLow, StockRecovered, StockReplenished } from '../../../contracts/events/index.ts'
import type { EventContext } from '../../shared/outbox.ts'
import { publish } from '../../shared/outbox.ts'
import { ConditionFailed, type Page, queryPage, type TransactItem, transact } from '../../shared/table.ts'
import { type Alert, closesAbove, type News, newsOf } from '../domain/alert.ts'
import type { Stock } from '../domain/stock.ts'
import { stockKey, unchanged } from './stock-key.ts'

/** Closed alerts are kept to look back on. */
const RETENTION_DAYS = 90

const alertKey = (sku: string, alertId: string) => ({ pk: stockKey(sku).pk, sk: `ALERT#${alertId}` })

/** What the news of a row add to the transaction that changes the row itself. @param alertId of an alert that opens */
export function newsWrites(stock: Stock, news: News, alertId: string, context: EventContext): TransactItem[] {
  const { sku, productId, available, lowStockThreshold } = stock
  const told = { sku, productId, available, lowStockThreshold }
  return [
    ...(news.alert === 'open'
      ? [putAlert(stock, alertId, context), publish(StockRanLow, sku, { alertId, ...told }, context)]
      : []),
    ...(news.alert === 'close'
      ? [closeAlert(stock, context), publish(StockRecovered, sku, { alertId: stock.openAlert!, ...told }, context)]
      : []),
    ...(news.isBack ? [publish(StockReplenished, sku, { sku, productId }, context)] : []),
  ]
}

function putAlert({ sku, productId }: Stock, alertId: string, { now }: EventContext): TransactItem {
  const alert: Alert = { alertId, sku, productId, openedAt: now.toISOString() }
  const index = { gsi1pk: 'ALERTS#open', gsi1sk: `${alert.openedAt}#${alertId}` }
  return { put: { Item: { ...alertKey(sku, alertId), ...alert, ...index } } }
}

const closeAlert = ({ sku, openAlert }: Stock, { now }: EventContext): TransactItem => ({
  update: {
    Key: alertKey(sku, openAlert!),
    UpdateExpression: 'SET closedAt = :now, gsi1pk = :closed, gsi1sk = :order, expiresAt = :expiry',
    ExpressionAttributeValues: {
      ':now': now.toISOString(),
      ':closed': 'ALERTS#closed',
      ':order': `${now.toISOString()}#${openAlert}`,
      ':expiry': Math.floor(now.getTime() / 1000) + RETENTION_DAYS * 86_400,
    },
  },
})

/**
 * Opens or closes the alert of a row, and tells that it is back, where its level gives cause. The conditions compare what
 * the row is at that moment. Where they fail somebody else was first, or the level moved on and its own event comes.
 */
export async function tellNews(stock: Stock, context: EventContext): Promise<void> {
  const news = newsOf(stock)
  if (!news.alert && !news.isBack) return
  const alertId = context.newId()
  try {
    await transact([...markTold(stock, news, alertId), ...newsWrites(stock, news, alertId, context)])
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
  }
}

/** Leaves the version alone: nothing changes that a reader of the row would see. */
function markTold(stock: Stock, news: News, alertId: string): TransactItem[] {
  // A condition sees one row only: of a spread stock all of them must be as they were when they were added up.
  const rows = stock.rows ?? []
  const sets: string[] = []
  const removes: string[] = []
  const conditions: string[] = []
  const values: Record<string, unknown> = {}
  if (news.alert === 'open') {
    sets.push('openAlert = :alertId')
    conditions.push(`attribute_not_exists(openAlert)${rows.length > 0 ? '' : ' AND available <= lowStockThreshold'}`)
    values[':alertId'] = alertId
  }
  if (news.alert === 'close') {
    removes.push('openAlert')
    conditions.push('openAlert = :alertId AND lowStockThreshold = :threshold')
    values[':alertId'] = stock.openAlert
    values[':threshold'] = stock.lowStockThreshold
    if (rows.length === 0) {
      conditions.push('available > :closesAbove')
      values[':closesAbove'] = closesAbove(stock.lowStockThreshold)
    }
  }
  if (news.isBack) {
    removes.push('wanted')
    conditions.push('attribute_exists(wanted)')
    if (rows.length === 0) {
      conditions.push('available > :zero')
      values[':zero'] = 0
    }
  }
  if (rows.length > 0) {
    conditions.push('version = :version')
    values[':version'] = rows[0]!.version
  }
  const told: TransactItem = {
    update: {
      Key: stockKey(stock.sku),
      UpdateExpression: [
        ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
        ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
      ].join(' '),
      ConditionExpression: conditions.join(' AND '),
      ExpressionAttributeValues: values,
    },
  }
  return [told, ...rows.slice(1).map((row) => unchanged(stock.sku, row))]
}

/** Newest first: by opening, or of closed ones by closing. */
export const listAlerts = (
  status: 'open' | 'closed',
  page: { limit: number; cursor?: string | undefined; bound: readonly unknown[] },
): Promise<Page<Alert>> =>
  queryPage<Alert>(
    {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :alerts',
      ExpressionAttributeValues: { ':alerts': `ALERTS#${status}` },
      ScanIndexForward: false,
    },
    page,
  )
