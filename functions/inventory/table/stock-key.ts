import type { TransactItem } from '../../shared/table.ts'
import type { StockRow } from '../domain/stock.ts'

/** @param shard a row of a spread stock; its ledger is in the same partition */
export const stockKey = (sku: string, shard = 0) => ({
  pk: shard === 0 ? `STOCK#${sku}` : `STOCK#${sku}#${shard}`,
  sk: 'STOCK',
})

/** The row is as it was read. */
export const unchanged = (sku: string, { shard, version }: StockRow): TransactItem => ({
  check: {
    Key: stockKey(sku, shard),
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': version },
  },
})
