import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { getItem, getItems, isConditionFailure } from '../../shared/table.ts'
import type { Availability } from '../domain/availability.ts'
import type { SkuRow, SkuStock } from '../domain/sku-row.ts'
import { skuKey } from './keys.ts'

/** Stock may have been told of a sku before a product has it: then there is no product's part. */
export type SkuItem = { readonly sku: string } & Partial<SkuRow> & SkuStock

export const getSku = (sku: string): Promise<SkuItem | undefined> => getItem<SkuItem>(skuKey(sku))

export async function getSkus(skus: readonly string[]): Promise<Map<string, SkuItem>> {
  const items = await getItems<SkuItem>(skus.map(skuKey))
  return new Map(items.map((item) => [item.sku, item]))
}

/** Keeps what inventory told unless something newer is known. */
export async function recordStock(stock: {
  sku: string
  available: number
  status: Availability
  version: number
}): Promise<void> {
  try {
    await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: skuKey(stock.sku),
        UpdateExpression: 'SET sku = :sku, available = :available, stockStatus = :status, stockVersion = :version',
        ConditionExpression: 'attribute_not_exists(stockVersion) OR stockVersion < :version',
        ExpressionAttributeValues: {
          ':sku': stock.sku,
          ':available': stock.available,
          ':status': stock.status,
          ':version': stock.version,
        },
      }),
    )
  } catch (error) {
    if (!isConditionFailure(error)) throw error
  }
}
