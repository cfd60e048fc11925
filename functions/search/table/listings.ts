import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Listing } from '../../../contracts/listing.ts'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { getItems, isConditionFailure, type Key, queryAll } from '../../shared/table.ts'
import { listingKey, productsOf, shards } from './keys.ts'

/** Texts as one string: DynamoDB keeps no order of a map's keys, and nothing here is queried by. */
interface ListingItem extends Key {
  readonly revision: number
  readonly listing: string
  /** The rebuild that saw it last. */
  readonly rebuild?: string | undefined
}

/** Keeps a listing unless a later one is there. Equal ones are written again: a rebuild repairs what they say. */
export async function putListing(listing: Listing, rebuild?: string): Promise<void> {
  const item: ListingItem = {
    ...listingKey(listing.productId),
    revision: listing.revision,
    listing: JSON.stringify(listing),
    rebuild,
  }
  try {
    await dynamodb.send(
      new PutCommand({
        TableName: env.tableName,
        Item: item,
        ConditionExpression: 'attribute_not_exists(pk) OR revision <= :revision',
        ExpressionAttributeValues: { ':revision': listing.revision },
      }),
    )
  } catch (error) {
    if (!isConditionFailure(error)) throw error
  }
}

const fromItem = ({ listing }: ListingItem) => JSON.parse(listing) as Listing

/** By product id; those never seen are absent. */
export async function getListings(
  productIds: readonly string[],
  options: { consistent?: boolean } = {},
): Promise<Map<string, Listing>> {
  const items = await getItems<ListingItem>(productIds.map(listingKey), options)
  return new Map(items.map((item) => [item.sk, fromItem(item)]))
}

/** Every product that search knows, a partition at a time. */
export async function* allListings(): AsyncGenerator<Listing[]> {
  for (const shard of shards) yield (await queryShard(shard)).map(fromItem)
}

/** Ids of what a rebuild did not see: what it did not find in the catalog. */
export async function listingsMissedBy(rebuild: string): Promise<string[]> {
  const items = (await Promise.all(shards.map(queryShard))).flat()
  return items.filter((item) => item.rebuild !== rebuild).map(({ sk }) => sk)
}

const queryShard = (shard: number) =>
  queryAll<ListingItem>({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': productsOf(shard) },
    ConsistentRead: true,
  })
