import { type Stock, statusOf } from './domain/stock.ts'
import type { LedgerEntry } from './table.ts'

export const stockView = (stock: Stock) => ({
  productId: stock.productId,
  sku: stock.sku,
  onHand: stock.onHand,
  reserved: stock.reserved,
  available: stock.available,
  lowStockThreshold: stock.lowStockThreshold,
  status: statusOf(stock),
  version: stock.version,
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
