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

/** Keeps what inventory told unless something newer is known. @returns what is known now. */
export async function recordStock(stock: {
  sku: string
  available: number
  status: Availability
  version: number
}): Promise<SkuItem | undefined> {
  try {
    const { Attributes } = await dynamodb.send(
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
        ReturnValues: 'ALL_NEW',
      }),
    )
    return Attributes as SkuItem
  } catch (error) {
    if (isConditionFailure(error)) return getSku(stock.sku)
    throw error
  }
}

/** Remembers that the product shows this status of the sku, unless it has another by now. */
export async function markShown(sku: string, status: Availability): Promise<void> {
  try {
    await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: skuKey(sku),
        UpdateExpression: 'SET shownStatus = :status',
        ConditionExpression: 'stockStatus = :status',
        ExpressionAttributeValues: { ':status': status },
      }),
    )
  } catch (error) {
    if (!isConditionFailure(error)) throw error
  }
}
