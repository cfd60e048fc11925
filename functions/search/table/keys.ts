import { createHash } from 'node:crypto'

/** Partitions that products are spread over: each takes 1,000 writes a second. */
const SHARDS = 8

export const shards = Array.from({ length: SHARDS }, (_, shard) => shard)

/** Ids are ULIDs of the same minute: only a hash spreads them. */
const shardOf = (productId: string): number => createHash('md5').update(productId).digest()[0]! % SHARDS

export const productsOf = (shard: number): string => `PRODUCT#${shard}`
export const changesOf = (shard: number): string => `CHANGED#${shard}`
export const listingKey = (productId: string) => ({ pk: productsOf(shardOf(productId)), sk: productId })
export const changeKey = (productId: string) => ({ pk: changesOf(shardOf(productId)), sk: productId })
export const stateKey = { pk: 'INDEX', sk: 'STATE' }
export const rebuildKey = { pk: 'INDEX', sk: 'REBUILD' }
