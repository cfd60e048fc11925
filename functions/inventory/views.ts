import type { Alert } from './domain/alert.ts'
import { type Stock, statusOf, sumOf } from './domain/stock.ts'
import type { Subscription } from './domain/subscription.ts'
import type { LedgerEntry } from './table.ts'

export const stockView = (stock: Stock) => ({
  productId: stock.productId,
  sku: stock.sku,
  onHand: stock.onHand,
  reserved: stock.reserved,
  available: stock.available,
  lowStockThreshold: stock.lowStockThreshold,
  status: statusOf(stock),
  ...(stock.spread === undefined ? {} : { spread: stock.spread }),
  version: stock.version,
})

/** Of a product with variants their sum and each. */
export const productStockView = (stocks: readonly Stock[]) =>
  stocks.length === 1 ? stockView(stocks[0]!) : { ...stockView(sumOf(stocks)), variants: stocks.map(stockView) }

export const alertView = ({ alertId, openedAt, closedAt }: Alert, stock: Stock) => ({
  ...stockView(stock),
  alert: {
    id: alertId,
    status: closedAt === undefined ? ('open' as const) : ('closed' as const),
    openedAt,
    closedAt: closedAt ?? null,
  },
})

/** @param full false for the public: who moved what for which order is nobody else's business. */
export const ledgerView = (entry: LedgerEntry, full: boolean) => ({
  id: entry.id,
  sku: entry.sku,
  at: entry.at,
  type: entry.type,
  onHandDelta: entry.onHandDelta,
  reservedDelta: entry.reservedDelta,
  ...(full ? { reference: entry.reference, reason: entry.reason, by: entry.by } : {}),
})

export const subscriptionView = ({ subscriptionId, productId, sku, createdAt }: Subscription) => ({
  id: subscriptionId,
  productId,
  ...(sku === undefined ? {} : { sku }),
  createdAt,
})
