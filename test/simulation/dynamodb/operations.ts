/** DynamoDB's operations on tables in memory, each at one instant. Inputs and answers are the document client's. */
import { type CancellationReason, cancelled, conditionFailed } from './errors.ts'
import { applyChanges, holds, nameOf, read, type Scope } from './evaluate.ts'
import { parseCondition, parseProjection, parseUpdate } from './expression.ts'
import type { Key, Table, Write } from './table.ts'
import { invalid } from './tokens.ts'
import { compare, copy, type Item, marshallItem } from './values.ts'

export interface Engine {
  readonly now: number
  table(name: string): Table
  /** When the indexes show what is written now. */
  indexedAt(): number
  /** How long ago an eventually consistent read may be; 0 for a consistent one. */
  staleness(): number
  wrote(write: Write): void
}

interface Conditional extends Scope {
  readonly TableName: string
  readonly ConditionExpression?: string
  readonly ReturnValues?: string
  readonly ReturnValuesOnConditionCheckFailure?: string
}
export interface Put extends Conditional {
  readonly Item: Item
}
export interface Update extends Conditional {
  readonly Key: Key
  readonly UpdateExpression?: string
}
export interface Keyed extends Conditional {
  readonly Key: Key
}
export interface TransactItem {
  readonly Put?: Put
  readonly Update?: Update
  readonly Delete?: Keyed
  readonly ConditionCheck?: Keyed
}
interface GetInput extends Scope {
  readonly TableName: string
  readonly Key: Key
  readonly ConsistentRead?: boolean
  readonly ProjectionExpression?: string
}
export interface QueryInput extends Scope {
  readonly TableName: string
  readonly IndexName?: string
  readonly KeyConditionExpression: string
  readonly FilterExpression?: string
  readonly ProjectionExpression?: string
  readonly ConsistentRead?: boolean
  readonly ScanIndexForward?: boolean
  readonly Limit?: number
  readonly ExclusiveStartKey?: Item
  readonly Select?: string
}
interface BatchGetInput {
  readonly RequestItems: Readonly<
    Record<string, Scope & { Keys: readonly Key[]; ConsistentRead?: boolean; ProjectionExpression?: string }>
  >
}
interface BatchWriteInput {
  readonly RequestItems: Readonly<
    Record<string, readonly { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Key } }[]>
  >
}

const keyOf = ({ pk, sk }: Item): Key => {
  if (typeof pk !== 'string' || typeof sk !== 'string' || pk === '' || sk === '')
    throw invalid('One or more parameter values are not valid: the keys pk and sk must be strings that are not empty')
  return { pk, sk }
}

/** What a write would make of its item, or undefined when its condition fails. */
interface Planned {
  readonly table: Table
  readonly key: Key
  readonly before: Item | undefined
  readonly after: Item | undefined
  readonly passes: boolean
  readonly request: Conditional
}

const operations = {
  GetItem: (engine: Engine, input: GetInput) => {
    const item = getOne(engine, engine.table(input.TableName), input.Key, input.ConsistentRead)
    return item ? { Item: project(item, input) } : {}
  },
  BatchGetItem: (engine: Engine, { RequestItems }: BatchGetInput) => ({
    Responses: Object.fromEntries(
      Object.entries(RequestItems).map(([name, request]) => {
        const table = engine.table(name)
        const found = request.Keys.map((key) => getOne(engine, table, key, request.ConsistentRead))
        return [name, found.filter((item) => item !== undefined).map((item) => project(item, request))]
      }),
    ),
    UnprocessedKeys: {},
  }),
  Query: query,
  PutItem: (engine: Engine, input: Put) => writeOne(engine, planPut(engine, input)),
  UpdateItem: (engine: Engine, input: Update) => writeOne(engine, planUpdate(engine, input)),
  DeleteItem: (engine: Engine, input: Keyed) => writeOne(engine, planDelete(engine, input)),
  BatchWriteItem: (engine: Engine, { RequestItems }: BatchWriteInput) => {
    for (const [TableName, requests] of Object.entries(RequestItems)) {
      for (const { PutRequest, DeleteRequest } of requests) {
        if (PutRequest) save(engine, planPut(engine, { TableName, Item: PutRequest.Item }))
        else if (DeleteRequest) save(engine, planDelete(engine, { TableName, Key: DeleteRequest.Key }))
      }
    }
    return { UnprocessedItems: {} }
  },
  TransactWriteItems: (engine: Engine, { TransactItems }: { TransactItems: readonly TransactItem[] }) => {
    const planned = TransactItems.map((item) => planOf(engine, item))
    const keys = new Set(planned.map(({ table, key }) => `${table.name}\n${key.pk}\n${key.sk}`))
    if (keys.size < planned.length) throw invalid('Transaction request cannot include multiple operations on one item')
    if (planned.some(({ passes }) => !passes)) throw cancelled(planned.map(reasonOf))
    for (const write of planned) save(engine, write)
    return {}
  },
}

export type Operation = keyof typeof operations

/** @throws AwsError as the service would answer */
export function perform(engine: Engine, operation: string, input: unknown): unknown {
  const run = operations[operation as Operation] as ((engine: Engine, input: unknown) => unknown) | undefined
  if (!run) throw invalid(`The simulated DynamoDB has no operation ${operation}`)
  return run(engine, input)
}

function getOne(engine: Engine, table: Table, key: Key, consistent?: boolean): Item | undefined {
  return consistent ? table.get(key) : table.getStale(key, engine.now - engine.staleness())
}

function planPut(engine: Engine, request: Put): Planned {
  const table = engine.table(request.TableName)
  const key = keyOf(request.Item)
  for (const index of table.indexNames) assertIndexKeys(request.Item, index)
  return planned(table, key, request, () => request.Item)
}

function planUpdate(engine: Engine, request: Update): Planned {
  const key = keyOf(request.Key as unknown as Item)
  const changes = request.UpdateExpression === undefined ? [] : parseUpdate(request.UpdateExpression)
  return planned(engine.table(request.TableName), key, request, (before) =>
    applyChanges(changes, before ?? (key as unknown as Item), request),
  )
}

const planDelete = (engine: Engine, request: Keyed): Planned =>
  planned(engine.table(request.TableName), keyOf(request.Key as unknown as Item), request, () => undefined)

const planCheck = (engine: Engine, request: Keyed): Planned =>
  planned(engine.table(request.TableName), keyOf(request.Key as unknown as Item), request, (before) => before)

function planOf(engine: Engine, { Put, Update, Delete, ConditionCheck }: TransactItem): Planned {
  if (Put) return planPut(engine, Put)
  if (Update) return planUpdate(engine, Update)
  return Delete ? planDelete(engine, Delete) : planCheck(engine, ConditionCheck!)
}

function planned(
  table: Table,
  key: Key,
  request: Conditional,
  change: (before: Item | undefined) => Item | undefined,
): Planned {
  const before = table.get(key)
  const condition = request.ConditionExpression
  const passes = condition === undefined || holds(parseCondition(condition), before ?? {}, request)
  return { table, key, before, after: passes ? change(before) : before, passes, request }
}

/** DynamoDB refuses an item whose index key is no string. */
function assertIndexKeys(item: Item, index: string): void {
  for (const name of [`${index}pk`, `${index}sk`]) {
    const value = item[name]
    if (value !== undefined && (typeof value !== 'string' || value === ''))
      throw invalid(`One or more parameter values were invalid: ${name} of the index ${index} must be a string`)
  }
}

function save(engine: Engine, { table, key, before, after }: Planned): void {
  if (before === after) return
  table.put(key, after, engine.now, engine.indexedAt())
  engine.wrote({ table: table.name, before, after })
}

function writeOne(engine: Engine, write: Planned) {
  const { before, after, passes, request } = write
  if (!passes)
    throw conditionFailed(
      before && request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? marshallItem(before) : undefined,
    )
  save(engine, write)
  const shown = { ALL_NEW: after, ALL_OLD: before }[request.ReturnValues ?? '']
  return shown ? { Attributes: copy(shown) } : {}
}

function reasonOf({ passes, before, request }: Planned): CancellationReason {
  if (passes) return { Code: 'None' }
  const old = before && request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD'
  return {
    Code: 'ConditionalCheckFailed',
    Message: 'The conditional request failed',
    ...(old ? { Item: marshallItem(before) } : {}),
  }
}

function query(engine: Engine, input: QueryInput) {
  const table = engine.table(input.TableName)
  const { IndexName: index, Limit: limit = Number.POSITIVE_INFINITY } = input
  const condition = parseCondition(input.KeyConditionExpression)
  const names = { pk: index ? `${index}pk` : 'pk', sk: index ? `${index}sk` : 'sk' }
  const partition = partitionOf(input, names.pk)
  const all = index ? table.indexed(index, partition, engine.now) : table.partition(partition)
  const forward = input.ScanIndexForward ?? true
  const order = (a: Item, b: Item) => {
    const bySort = compare(a[names.sk], b[names.sk])! || compare(a.pk, b.pk)! || compare(a.sk, b.sk)!
    return forward ? bySort : -bySort
  }
  const start = input.ExclusiveStartKey
  const found = [...all]
    .filter((item) => item[names.sk] !== undefined && holds(condition, item, input))
    .sort(order)
    .filter((item) => !start || order(item, start) > 0)
  const page = found.slice(0, limit)
  const filter = input.FilterExpression === undefined ? undefined : parseCondition(input.FilterExpression)
  const items = filter ? page.filter((item) => holds(filter, item, input)) : page
  const last = page.at(-1)
  // The real one also names a last key when a page is exactly full.
  const next = last && page.length >= limit ? { LastEvaluatedKey: lastKeyOf(last, index) } : {}
  return { Items: items.map((item) => project(item, input)), Count: items.length, ScannedCount: page.length, ...next }
}

/** The value that the key condition demands of the partition key: always `name = :value`, first. */
function partitionOf(input: QueryInput, name: string): string {
  const [, left = '', value = ''] = /^\s*\(?\s*(#?\w+)\s*=\s*(:\w+)/.exec(input.KeyConditionExpression) ?? []
  const found = input.ExpressionAttributeValues?.[value]
  if (left === '' || nameOf(left, input) !== name || typeof found !== 'string')
    throw invalid(`Query condition missed key schema element: ${name}`)
  return found
}

function lastKeyOf(item: Item, index: string | undefined): Item {
  const names = ['pk', 'sk', ...(index ? [`${index}pk`, `${index}sk`] : [])]
  return Object.fromEntries(names.map((name) => [name, item[name]]))
}

function project(item: Item, input: Scope & { ProjectionExpression?: string | undefined }): Item {
  if (input.ProjectionExpression === undefined) return copy(item) as Item
  const projected: Record<string, unknown> = {}
  for (const path of parseProjection(input.ProjectionExpression)) {
    const value = read(path, item, input)
    if (value !== undefined) projected[nameOf(String(path[0]), input)] = copy(value)
  }
  return projected
}
