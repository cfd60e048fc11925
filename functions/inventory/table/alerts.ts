import { type Page, queryPage, type TransactItem } from '../../shared/table.ts'
import type { StockStatus } from '../domain/stock.ts'

export interface Alert {
  readonly sku: string
  readonly status: StockStatus
  /** Version of the stock row that this tells of. */
  readonly version: number
}

/** A newer level of the sku is known already. */
export class AlertIsNewer extends Error {}

/** Remembers the level of a sku; listed only while it is low or out. */
export const putAlert = (alert: Alert): TransactItem => ({
  put: {
    Item: {
      pk: `ALERT#${alert.sku}`,
      sk: 'ALERT',
      ...alert,
      ...(alert.status === 'in_stock' ? {} : { gsi1pk: 'ALERTS', gsi1sk: alert.sku }),
    },
    ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
    ExpressionAttributeValues: { ':version': alert.version },
  },
  onConditionFailed: () => new AlertIsNewer(),
})

/** Skus that are low or out, by sku. */
export const listAlerts = (page: {
  limit: number
  cursor?: string | undefined
  bound: readonly unknown[]
}): Promise<Page<Alert>> =>
  queryPage<Alert>(
    {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :alerts',
      ExpressionAttributeValues: { ':alerts': 'ALERTS' },
    },
    page,
  )
