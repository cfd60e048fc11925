import type { Stock } from './stock.ts'

/** A time during which a sku was low or sold out. */
export interface Alert {
  readonly alertId: string
  readonly sku: string
  readonly productId: string
  /** ISO 8601. */
  readonly openedAt: string
  readonly closedAt?: string | undefined
}

/** What a level gives cause for. `isBack`: somebody waits for it and can buy it now. */
export interface News {
  readonly alert?: 'open' | 'close' | undefined
  readonly isBack: boolean
}

/**
 * The most that may be available while an alert stays open: the threshold and a fifth of it, at least one unit. An alert
 * opens at the threshold, so units that come and go around it neither open nor close one again and again.
 */
export const closesAbove = (lowStockThreshold: number): number =>
  lowStockThreshold + Math.max(1, Math.ceil(lowStockThreshold / 5))

export function newsOf(stock: Stock): News {
  return { alert: alertNews(stock), isBack: stock.wanted === true && stock.available > 0 }
}

function alertNews({ openAlert, available, lowStockThreshold }: Stock): 'open' | 'close' | undefined {
  if (openAlert === undefined) return available <= lowStockThreshold ? 'open' : undefined
  return available > closesAbove(lowStockThreshold) ? 'close' : undefined
}

/** The row once its news were told. @param alertId of an alert that opens */
export const afterNews = (stock: Stock, news: News, alertId: string): Stock => ({
  ...stock,
  openAlert: news.alert === 'open' ? alertId : news.alert === 'close' ? undefined : stock.openAlert,
  wanted: news.isBack ? undefined : stock.wanted,
})
