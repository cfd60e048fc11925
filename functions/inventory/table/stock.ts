import { StockLevelChanged } from '../../../contracts/events/index.ts'
import type { EventContext } from '../../shared/outbox.ts'
import { publish } from '../../shared/outbox.ts'
import { ConditionFailed, getItem, getItems, type TransactItem, transact } from '../../shared/table.ts'
import { afterNews, newsOf } from '../domain/alert.ts'
import { layOut, type Move, rowsOf, sumOfRows } from '../domain/spread.ts'
import { levelChanged, type Stock, type StockRow, statusOf } from '../domain/stock.ts'
import { newsWrites } from './alerts.ts'
import { ledgerWrite } from './movements.ts'
import { stockKey, unchanged } from './stock-key.ts'

/** Row 0 as stored. `shards`: rows that there are; absent where it is the only one. */
type Head = Stock & { readonly shards?: number }
type RowItem = StockRow & { readonly sku: string }

/** Looks at rows that others keep changing, before the last one is taken for good. */
const MAX_LOOKS = 6

/** Rows of stocks that were seen spread, by sku: they are read at once. There are never less. */
const knownShards = new Map<string, number>()

export async function getStock(sku: string): Promise<Stock | undefined> {
  if (knownShards.has(sku)) return (await getStocks([sku])).get(sku)
  const head = await getItem<Head>(stockKey(sku))
  return head?.shards === undefined ? head : (await wholes([head])).get(sku)
}

/** Of a spread stock the sum of its rows, as it was at one moment. */
export async function getStocks(skus: readonly string[]): Promise<Map<string, Stock>> {
  const items = await getRows(skus)
  const heads = items.filter(isHead)
  const plain = heads.filter(({ shards }) => shards === undefined).map((head) => [head.sku, head] as const)
  const spread = items.filter((item) => !isHead(item) || item.shards !== undefined)
  return new Map<string, Stock>([...plain, ...(spread.length > 0 ? await wholes(spread) : [])])
}

const getRows = (skus: readonly string[]) =>
  getItems<Head | RowItem>(
    skus.flatMap((sku) => Array.from({ length: knownShards.get(sku) ?? 1 }, (_, shard) => stockKey(sku, shard))),
  )

/**
 * Rows read one after the other may never have been like that together: units could seem gone while they move. Versions
 * only rise, so two looks that saw the same ones saw what was there between them.
 */
async function wholes(first: readonly (Head | RowItem)[]): Promise<Map<string, Stock>> {
  const skus = [...new Set(first.map(({ sku }) => sku))]
  let seen = addUp(first)
  for (let look = 1; look < MAX_LOOKS; look++) {
    const before = seen
    seen = addUp(await getRows(skus))
    if (skus.every((sku) => sameVersions(before.get(sku)!, seen.get(sku)!))) break
  }
  return seen
}

function addUp(items: readonly (Head | RowItem)[]): Map<string, Stock> {
  for (const { sku, shards } of items.filter(isHead)) if (shards !== undefined) knownShards.set(sku, shards)
  const skus = new Set(items.map(({ sku }) => sku))
  return new Map([...skus].map((sku) => [sku, wholeOf(items.filter((item) => item.sku === sku))]))
}

const isHead = (item: Head | RowItem): item is Head => !('shard' in item)

function wholeOf(items: readonly (Head | RowItem)[]): Stock {
  const { shards: _, ...head } = items.find(isHead)!
  const rows = items.map(
    (item): StockRow => ({
      shard: isHead(item) ? 0 : item.shard,
      onHand: item.onHand,
      reserved: item.reserved,
      available: item.available,
      version: item.version,
    }),
  )
  return sumOfRows(
    head,
    rows.sort((a, b) => a.shard - b.shard),
  )
}

const sameVersions = (a: Stock, b: Stock) => {
  const [left, right] = [rowsOf(a), rowsOf(b)]
  return left.length === right.length && left.every((row, n) => row.version === right[n]!.version)
}

/** The row changed since it was read. */
export class StockChanged extends Error {}

/** Writes an adjusted row with its ledger entry, and tells whoever follows its level. `extra` is written with it. */
export async function saveAdjusted(
  before: Stock,
  adjusted: Stock,
  entry: { reference: string; reason: string; by: string },
  context: EventContext,
  extra: (after: Stock) => readonly TransactItem[] = () => [],
): Promise<Stock> {
  const movement = {
    sku: adjusted.sku,
    type: 'adjust',
    onHandDelta: adjusted.onHand - before.onHand,
    reservedDelta: 0,
  } as const
  const news = newsOf(adjusted)
  const alertId = context.newId()
  const after = layOut(before, afterNews(adjusted, news, alertId))
  await transact([
    ...stockWrites(before, after).map((write) => ({ ...write, onConditionFailed: () => new StockChanged() })),
    ...(movement.onHandDelta === 0 ? [] : [ledgerWrite(movement, entry, context)]),
    ...(levelChanged(before, after) ? [levelEvent(after, context)] : []),
    ...newsWrites(adjusted, news, alertId, context),
    ...extra(after),
  ])
  return after
}

/** Every row as `after` says, only where all of them are as they were read. */
function stockWrites(before: Stock, after: Stock): TransactItem[] {
  const known = rowsOf(before)
  const [head, ...rows] = rowsOf(after)
  return [
    putHead(before, after, head!, rows.length + 1),
    ...rows.map((row): TransactItem => {
      const old = known[row.shard]
      return old && old.version === row.version ? unchanged(after.sku, row) : putRow(after.sku, row, old)
    }),
  ]
}

/** For the whole's numbers the head's own. */
const putHead = (before: Stock, { rows, ...after }: Stock, head: StockRow, shards: number): TransactItem => ({
  put: {
    Item: { ...stockKey(after.sku), ...after, ...(rows ? { ...head, shard: undefined, shards } : {}) },
    ...(before.version === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          // What follows a level changes without the version.
          ConditionExpression: `version = :version AND ${sameAs('openAlert', before)} AND ${sameAs('wanted', before)}`,
          ExpressionAttributeValues: {
            ':version': rowsOf(before)[0]!.version,
            ...(before.openAlert === undefined ? {} : { ':openAlert': before.openAlert }),
            ...(before.wanted === undefined ? {} : { ':wanted': before.wanted }),
          },
        }),
  },
})

const putRow = (sku: string, row: StockRow, before: StockRow | undefined): TransactItem => ({
  put: {
    Item: { ...stockKey(sku, row.shard), sku, ...row },
    ...(before === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': before.version } }),
  },
})

/**
 * Brings units of other rows to row 0, where one sale needs more than any row has. The stock stays the same, so its ledger
 * says nothing of it. Nothing happens where somebody took them meanwhile.
 */
export async function gather(sku: string, moves: readonly Move[]): Promise<void> {
  const units = moves.reduce((sum, move) => sum + move.units, 0)
  const all = [{ shard: 0, units: -units }, ...moves]
  try {
    await transact(all.map((move) => takeAway(sku, move)))
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
  }
}

const takeAway = (sku: string, { shard, units }: Move): TransactItem => ({
  update: {
    Key: stockKey(sku, shard),
    UpdateExpression: 'SET onHand = onHand - :units, available = available - :units, version = version + :one',
    ConditionExpression: 'attribute_exists(pk) AND available >= :units',
    ExpressionAttributeValues: { ':units': units, ':one': 1 },
  },
})

const sameAs = (field: 'openAlert' | 'wanted', stock: Stock) =>
  stock[field] === undefined ? `attribute_not_exists(${field})` : `${field} = :${field}`

/** A row of zeros for a sku that has none. */
export const putNewStock = (stock: Stock): TransactItem => ({
  put: {
    Item: { ...stockKey(stock.sku), ...stock, version: 1 },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

export const levelEvent = (stock: Stock, context: EventContext): TransactItem =>
  publish(
    StockLevelChanged,
    stock.sku,
    {
      sku: stock.sku,
      productId: stock.productId,
      available: stock.available,
      status: statusOf(stock),
      version: stock.version,
    },
    context,
  )
