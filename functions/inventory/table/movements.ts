import type { EventContext } from '../../shared/outbox.ts'
import { type Page, queryPage, type TransactItem } from '../../shared/table.ts'
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
  constructor(sku: string) {
    super(`not enough of ${sku}`)
    this.sku = sku
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
  }
  if (movement.reservedDelta < 0) {
    conditions.push('reserved >= :given')
    values[':given'] = -movement.reservedDelta
  }
  return {
    update: {
      Key: stockKey(movement.sku),
      UpdateExpression:
        'SET onHand = onHand + :onHand, reserved = reserved + :reserved, available = available + :available, version = version + :one',
      ConditionExpression: conditions.join(' AND '),
      ExpressionAttributeValues: values,
    },
    onConditionFailed: () =>
      available < 0
        ? new Short(movement.sku)
        : new Error(`The stock row of ${movement.sku} does not bear a ${movement.type}: its ledger tells why`),
  }
}

export function ledgerWrite(movement: Movement, origin: EntryOrigin, context: EventContext): TransactItem {
  const id = context.newId()
  const entry: LedgerEntry = { id, at: context.now.toISOString(), ...movement, ...origin }
  return { put: { Item: { pk: stockKey(movement.sku).pk, sk: `LEDGER#${id}`, ...entry } } }
}

/** Newest first. */
export const listLedger = (
  sku: string,
  page: { limit: number; cursor?: string | undefined; bound: readonly unknown[] },
): Promise<Page<LedgerEntry>> =>
  queryPage<LedgerEntry>(
    {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :ledger)',
      ExpressionAttributeValues: { ':pk': stockKey(sku).pk, ':ledger': 'LEDGER#' },
      ScanIndexForward: false,
      ConsistentRead: true,
    },
    page,
  )
