/** What every service's `table.ts` is built from: typed items, transactions with named failures, cursors. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { BatchWriteCommandInput, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { dynamodb } from './clients/dynamodb.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { env } from './env.ts'

export interface Key {
  readonly pk: string
  readonly sk: string
}

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number]
type WriteRequests = NonNullable<BatchWriteCommandInput['RequestItems']>[string]

/**
 * One write of a transaction, without the table name.
 * `onConditionFailed` names what its failed condition means; it is what `transact` throws.
 */
export interface TransactItem {
  readonly put?: Omit<NonNullable<Write['Put']>, 'TableName'>
  readonly update?: Omit<NonNullable<Write['Update']>, 'TableName'>
  readonly delete?: Omit<NonNullable<Write['Delete']>, 'TableName'>
  readonly check?: Omit<NonNullable<Write['ConditionCheck']>, 'TableName'>
  readonly onConditionFailed?: (old: Record<string, unknown> | undefined) => Error
}

/** DynamoDB's limit of one transaction. */
export const MAX_TRANSACTION_ITEMS = 100

/** The item, or undefined. Consistent by default: handlers decide on what they read. */
export async function getItem<Item>(key: Key, options: { consistent?: boolean } = {}): Promise<Item | undefined> {
  const { Item } = await dynamodb.send(
    new GetCommand({ TableName: env.tableName, Key: key, ConsistentRead: options.consistent ?? true }),
  )
  return Item as Item | undefined
}

/** Items of these keys in no order, any number of them; missing ones are absent. */
export async function getItems<Item>(keys: readonly Key[], options: { consistent?: boolean } = {}): Promise<Item[]> {
  const unique = [...new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, key])).values()]
  const chunks = Array.from({ length: Math.ceil(unique.length / 100) }, (_, n) => unique.slice(n * 100, n * 100 + 100))
  const results = await Promise.all(chunks.map((chunk) => batchGet<Item>(chunk, options.consistent ?? true)))
  return results.flat()
}

async function batchGet<Item>(keys: readonly Key[], consistent: boolean): Promise<Item[]> {
  const items: Item[] = []
  let pending = [...keys]
  for (let attempt = 0; pending.length > 0; attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * 2 ** attempt))
    if (attempt > 6) throw new Error('DynamoDB left keys unprocessed after 7 attempts')
    const { Responses, UnprocessedKeys } = await dynamodb.send(
      new BatchGetCommand({ RequestItems: { [env.tableName]: { Keys: pending, ConsistentRead: consistent } } }),
    )
    items.push(...((Responses?.[env.tableName] ?? []) as Item[]))
    pending = (UnprocessedKeys?.[env.tableName]?.Keys ?? []) as Key[]
  }
  return items
}

/**
 * Writes all or none. A failed condition throws its item's `onConditionFailed` error; one without throws `ConditionFailed`.
 * A conflict with another transaction throws `TransactionConflict` after retries with jitter.
 * @param options.patienceMs go on retrying for so long, where hundreds write one item at the same time
 */
export async function transact(
  items: readonly TransactItem[],
  options: { clientRequestToken?: string; patienceMs?: number } = {},
): Promise<void> {
  if (items.length > MAX_TRANSACTION_ITEMS)
    throw new Error(`A transaction takes ${MAX_TRANSACTION_ITEMS} items, not ${items.length}`)
  const command = new TransactWriteCommand({
    TransactItems: items.map(toWrite),
    ...(options.clientRequestToken ? { ClientRequestToken: options.clientRequestToken } : {}),
  })
  const deadline = Date.now() + (options.patienceMs ?? 0)
  for (let attempt = 0; ; attempt++) {
    try {
      await dynamodb.send(command)
      return
    } catch (error) {
      const reasons = cancellationReasons(error)
      if (!reasons) throw error
      const failed = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed')
      if (failed >= 0) {
        const old = reasons[failed]?.Item
        throw items[failed]?.onConditionFailed?.(old && unmarshall(old)) ?? new ConditionFailed(failed)
      }
      const conflicted = reasons.some((reason) => /Conflict|Throttl|ProvisionedThroughput/.test(reason.Code ?? ''))
      if (!conflicted) throw error
      if (attempt >= 7 && Date.now() > deadline) throw new TransactionConflict(error)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** Math.min(attempt, 6)))
    }
  }
}

/** A condition without a meaning of its own failed. `index` is its place in the transaction. */
export class ConditionFailed extends Error {
  readonly index: number
  constructor(index: number) {
    super(`The condition of transaction item ${index} failed`)
    this.name = 'ConditionFailed'
    this.index = index
  }
}

/** Other transactions kept winning the same items. A fault: the caller may retry. */
export class TransactionConflict extends Error {
  constructor(cause: unknown) {
    super('Too many others write the same items', { cause })
    this.name = 'TransactionConflict'
  }
}

function toWrite(item: TransactItem): Write {
  const table = {
    TableName: env.tableName,
    ReturnValuesOnConditionCheckFailure: item.onConditionFailed ? ('ALL_OLD' as const) : ('NONE' as const),
  }
  if (item.put) return { Put: { ...table, ...item.put } }
  if (item.update) return { Update: { ...table, ...item.update } }
  if (item.delete) return { Delete: { ...table, ...item.delete } }
  return { ConditionCheck: { ...table, ...item.check! } }
}

interface CancellationReason {
  readonly Code?: string
  /** As it came over the wire: the document client translates answers, not errors. */
  readonly Item?: Record<string, AttributeValue>
}

function cancellationReasons(error: unknown): CancellationReason[] | undefined {
  if (!(error instanceof Error)) return undefined
  if (error.name === 'TransactionConflictException') return [{ Code: 'TransactionConflict' }]
  if (error.name !== 'TransactionCanceledException') return undefined
  return (error as Error & { CancellationReasons?: CancellationReason[] }).CancellationReasons ?? []
}

/** True when a single conditional write was refused by its condition. */
export const isConditionFailure = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException'

export interface Page<Item> {
  readonly items: Item[]
  readonly nextCursor: string | null
}

/** Items read at a time where a filter drops some: a rare match must not cost a query each. */
const FILTERED_BATCH = 200

/**
 * One page of a query. `bound` names what the cursor belongs to (caller, list, filters): another one is refused.
 * Reads until the page is full when a filter drops items, and one item more, so that the last page says it is the last.
 * A projection must keep the keys of table and index.
 */
export async function queryPage<Item>(
  query: Omit<QueryCommandInput, 'TableName' | 'Limit' | 'ExclusiveStartKey'>,
  page: { limit: number; cursor?: string | undefined; bound: readonly unknown[] },
): Promise<Page<Item>> {
  let start = await decodeCursor(page.cursor, page.bound)
  const items: Record<string, unknown>[] = []
  do {
    const missing = page.limit + 1 - items.length
    const answer = await dynamodb.send(
      new QueryCommand({
        TableName: env.tableName,
        ...query,
        Limit: query.FilterExpression ? Math.max(FILTERED_BATCH, missing) : missing,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    )
    items.push(...(answer.Items ?? []))
    start = answer.LastEvaluatedKey
  } while (start && items.length <= page.limit)
  const more = items.length > page.limit
  const last = items[page.limit - 1]
  return {
    items: items.slice(0, page.limit) as Item[],
    nextCursor: more && last ? await encodeCursor(keyOf(last, query.IndexName), page.bound) : null,
  }
}

/** What DynamoDB would have answered as `LastEvaluatedKey` had it stopped at this item. */
function keyOf(item: Record<string, unknown>, index: string | undefined): Record<string, unknown> {
  const names = ['pk', 'sk', ...(index ? [`${index}pk`, `${index}sk`] : [])]
  return Object.fromEntries(names.map((name) => [name, item[name]]))
}

/** The first `limit` items of a query, for work that takes the next few and needs no cursor. */
export async function queryFirst<Item>(
  query: Omit<QueryCommandInput, 'TableName' | 'Limit' | 'FilterExpression'>,
  limit: number,
): Promise<Item[]> {
  const items: Item[] = []
  let start: Record<string, unknown> | undefined
  do {
    const answer = await dynamodb.send(
      new QueryCommand({
        TableName: env.tableName,
        ...query,
        Limit: limit - items.length,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    )
    items.push(...((answer.Items ?? []) as Item[]))
    start = answer.LastEvaluatedKey
  } while (start && items.length < limit)
  return items
}

/** Where a chunk ended: a key, for the next call of the same query only. Never for clients: it is not signed. */
export type Start = Record<string, unknown>

export interface Chunk<Item> {
  readonly items: Item[]
  readonly next: Start | undefined
}

/** Items read at a time: a chunk of the largest orders stays below Lambda's memory and DynamoDB's megabyte. */
const CHUNK_ITEMS = 100

/** As many items as one call gives, for work that goes through a whole collection piece by piece. */
export async function queryChunk<Item>(
  query: Omit<QueryCommandInput, 'TableName' | 'Limit' | 'ExclusiveStartKey'>,
  start: Start | undefined,
): Promise<Chunk<Item>> {
  const answer = await dynamodb.send(
    new QueryCommand({
      TableName: env.tableName,
      ...query,
      Limit: CHUNK_ITEMS,
      ...(start ? { ExclusiveStartKey: start } : {}),
    }),
  )
  return { items: (answer.Items ?? []) as Item[], next: answer.LastEvaluatedKey }
}

/** Every item of a query. Only for collections with a known small bound. */
export async function queryAll<Item>(query: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]> {
  const items: Item[] = []
  let start: Record<string, unknown> | undefined
  do {
    const answer = await dynamodb.send(
      new QueryCommand({ TableName: env.tableName, ...query, ...(start ? { ExclusiveStartKey: start } : {}) }),
    )
    items.push(...((answer.Items ?? []) as Item[]))
    start = answer.LastEvaluatedKey
  } while (start)
  return items
}

/** Deletes it, if it is there. */
export async function deleteItem({ pk, sk }: Key): Promise<void> {
  await dynamodb.send(new DeleteCommand({ TableName: env.tableName, Key: { pk, sk } }))
}

/** DynamoDB's limit of one batch of writes. */
const MAX_BATCH_WRITES = 25
const BATCH_WRITE_ATTEMPTS = 7

/** Writes items that depend on nothing, in as few calls as it takes; not one transaction, so it may be repeated. */
export async function putItems(items: readonly Key[]): Promise<void> {
  // A batch may name a key once.
  const unique = [...new Map(items.map((item) => [`${item.pk}\n${item.sk}`, item])).values()]
  for (let start = 0; start < unique.length; start += MAX_BATCH_WRITES) {
    await putBatch(unique.slice(start, start + MAX_BATCH_WRITES))
  }
}

async function putBatch(items: readonly Key[]): Promise<void> {
  let pending: WriteRequests = items.map((Item) => ({ PutRequest: { Item } }))
  for (let attempt = 0; pending.length > 0; attempt++) {
    if (attempt === BATCH_WRITE_ATTEMPTS) throw new Error(`DynamoDB left items unwritten after ${attempt} attempts`)
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * 2 ** attempt))
    const { UnprocessedItems } = await dynamodb.send(
      new BatchWriteCommand({ RequestItems: { [env.tableName]: pending } }),
    )
    pending = UnprocessedItems?.[env.tableName] ?? []
  }
}
