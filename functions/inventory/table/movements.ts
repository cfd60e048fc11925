import { decodeCursor, encodeCursor } from '../../shared/cursor.ts'
import type { EventContext } from '../../shared/outbox.ts'
import { type Page, queryFirst, queryPage, type TransactItem } from '../../shared/table.ts'
import { availableDelta, type Movement, type MovementType } from '../domain/movement.ts'
import { stockKey } from './stock-key.ts'

export interface LedgerEntry {
  /** ULID: sorts by time. */
  readonly id: string
  readonly sku: string
  readonly at: string
  readonly type: MovementType
  readonly onHandDelta: number
  readonly reservedDelta: number
  /** The order, deduction or request behind it. */
  readonly reference: string
  readonly reason?: string | undefined
  readonly by: string
}

/** A row had not enough of `sku`. */
export class Short extends Error {
  readonly sku: string
  /** A certain row of a spread stock, not just the one that every stock has. */
  readonly isPlaced: boolean
  /** Of a stock that is spread, which was not known: nothing was looked at yet. */
  readonly spread: number | undefined
  constructor(sku: string, isPlaced = false, spread?: number) {
    super(`not enough of ${sku}`)
    this.sku = sku
    this.isPlaced = isPlaced
    this.spread = spread
  }
}

export type EntryOrigin = Pick<LedgerEntry, 'reference' | 'reason' | 'by'>

/** The two writes of a movement: the row, only where it can bear it, and the ledger. */
export const movementWrites = (movement: Movement, origin: EntryOrigin, context: EventContext): TransactItem[] => [
  stockWrite(movement),
  ledgerWrite(movement, origin, context),
]

/** `available` is stored because a condition cannot compute; so a sale needs no read before it. */
function stockWrite(movement: Movement): TransactItem {
  const available = availableDelta(movement)
  const isPlaced = movement.shard !== undefined
  const conditions = ['attribute_exists(pk)']
  const values: Record<string, number> = {
    ':onHand': movement.onHandDelta,
    ':reserved': movement.reservedDelta,
    ':available': available,
    ':one': 1,
  }
  if (available < 0) {
    conditions.push('available >= :needed')
    values[':needed'] = -available
    // A crowd that knows nothing of the other rows would meet in this one.
    if (!isPlaced) conditions.push('attribute_not_exists(shards)')
  }
  if (movement.reservedDelta < 0) {
    conditions.push('reserved >= :given')
    values[':given'] = -movement.reservedDelta
  }
  return {
    update: {
      Key: stockKey(movement.sku, movement.shard),
      UpdateExpression:
        'SET onHand = onHand + :onHand, reserved = reserved + :reserved, available = available + :available, version = version + :one',
      ConditionExpression: conditions.join(' AND '),
      ExpressionAttributeValues: values,
    },
    onConditionFailed: (old) =>
      available < 0
        ? new Short(movement.sku, isPlaced, isPlaced || !old?.shards ? undefined : ((old.spread as number) ?? 1))
        : new Error(`The stock row of ${movement.sku} does not bear a ${movement.type}: its ledger tells why`),
  }
}

export function ledgerWrite(movement: Movement, origin: EntryOrigin, context: EventContext): TransactItem {
  const id = context.newId()
  const entry: LedgerEntry = { id, at: context.now.toISOString(), ...movement, ...origin }
  return { put: { Item: { pk: stockKey(movement.sku, movement.shard).pk, sk: `LEDGER#${id}`, ...entry } } }
}

interface PageOf {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly bound: readonly unknown[]
}

const LEDGER = 'LEDGER#'
/** Greater than every ULID. */
const AFTER_ALL = '~'

/** Newest first. @param shards rows of the stock: each has its own part of the ledger */
export const listLedger = (sku: string, page: PageOf, shards = 1): Promise<Page<LedgerEntry>> =>
  shards > 1
    ? mergedLedger(sku, shards, page)
    : queryPage<LedgerEntry>(
        {
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :ledger)',
          ExpressionAttributeValues: { ':pk': stockKey(sku).pk, ':ledger': LEDGER },
          ScanIndexForward: false,
          ConsistentRead: true,
        },
        page,
      )

/** The newest of every part, merged. Ids sort by time over all of them, so the cursor is an id. */
async function mergedLedger(sku: string, shards: number, page: PageOf): Promise<Page<LedgerEntry>> {
  const last = (await decodeCursor(page.cursor, page.bound)) as { sk: string } | undefined
  const newest = await Promise.all(
    Array.from({ length: shards }, (_, shard) =>
      queryFirst<LedgerEntry>(
        {
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :ledger AND :before',
          ExpressionAttributeValues: {
            ':pk': stockKey(sku, shard).pk,
            ':ledger': LEDGER,
            ':before': last?.sk ?? LEDGER + AFTER_ALL,
          },
          ScanIndexForward: false,
          ConsistentRead: true,
        },
        // Both bounds are inclusive, so it may bring the last one of the page before.
        page.limit + 2,
      ),
    ),
  )
  const entries = newest
    .flat()
    .filter(({ id }) => LEDGER + id !== last?.sk)
    .sort((a, b) => (a.id < b.id ? 1 : -1))
  const items = entries.slice(0, page.limit)
  const isLast = entries.length <= page.limit
  return {
    items,
    nextCursor: isLast ? null : await encodeCursor({ sk: LEDGER + items.at(-1)!.id }, page.bound),
  }
}
