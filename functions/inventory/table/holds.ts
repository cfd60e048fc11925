import { listDue, shardOf } from '../../shared/shards.ts'
import { getItem, getItems, type TransactItem } from '../../shared/table.ts'
import { type Hold, isOpen } from '../domain/hold.ts'

/** Longer than Step Functions keeps an execution's name: no late reserve can outlive the tombstone. */
const RELEASED_RETENTION_DAYS = 100

/** Of gsi1, by heldUntil. */
const OPEN_HOLDS = 'OPEN_HOLDS'

const keyOf = (kind: Hold['kind'], reference: string) => ({ pk: `HOLD#${kind}#${reference}`, sk: 'HOLD' })

export const getHold = (kind: Hold['kind'], reference: string): Promise<Hold | undefined> =>
  getItem<Hold>(keyOf(kind, reference))

export const getOrderHolds = (orderIds: readonly string[]): Promise<Hold[]> =>
  getItems<Hold>(orderIds.map((orderId) => keyOf('order', orderId)))

/** Somebody else wrote the hold since it was read; `current` is it as it is now. */
export class HoldChanged extends Error {
  readonly current: Hold | undefined
  constructor(current: Hold | undefined) {
    super('the hold changed')
    this.current = current
  }
}

/** An earlier attempt of this request holds the stock, for an order of this id. */
export class AttemptKnown extends Error {
  readonly orderId: string
  constructor(orderId: string) {
    super('an earlier attempt holds the stock')
    this.orderId = orderId
  }
}

/** Remembers which order id a request to place an order holds its stock under, for as long as it does. */
export const putAttempt = (requestId: string, orderId: string, heldUntil: string, now: Date): TransactItem => ({
  put: {
    Item: {
      pk: `ATTEMPT#${requestId}`,
      sk: 'ATTEMPT',
      orderId,
      heldUntil,
      expiresAt: Math.ceil(Date.parse(heldUntil) / 1000),
    },
    ConditionExpression: 'attribute_not_exists(pk) OR heldUntil <= :now',
    ExpressionAttributeValues: { ':now': now.toISOString() },
  },
  onConditionFailed: (old) => new AttemptKnown(String(old?.orderId)),
})

/** The order id that an earlier attempt of the request holds its stock under. */
export async function getAttempt(requestId: string, now: Date): Promise<string | undefined> {
  const attempt = await getItem<{ orderId: string; heldUntil: string }>({ pk: `ATTEMPT#${requestId}`, sk: 'ATTEMPT' })
  return attempt && attempt.heldUntil > now.toISOString() ? attempt.orderId : undefined
}

const expiry = (now: Date) => Math.floor(now.getTime() / 1000) + RELEASED_RETENTION_DAYS * 86_400

/** @param previous the version that was read; undefined when there was none. */
export function putHold(hold: Hold, previous: number | undefined, now: Date): TransactItem {
  return {
    put: {
      Item: {
        ...keyOf(hold.kind, hold.reference),
        ...hold,
        // Named also when absent: what was read brings the old ones along.
        gsi1pk: isOpen(hold) ? shardOf(OPEN_HOLDS, hold.reference) : undefined,
        gsi1sk: isOpen(hold) ? `${hold.heldUntil}#${hold.reference}` : undefined,
        expiresAt: hold.status === 'RELEASED' && !isOpen(hold) ? expiry(now) : undefined,
      },
      ...(previous === undefined
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': previous } }),
    },
    onConditionFailed: (old) => new HoldChanged(old as Hold | undefined),
  }
}

/** Open holds whose time has passed, oldest first, at most `limit`. */
export const listExpiredHolds = (now: Date, limit: number): Promise<Hold[]> => listDue<Hold>(OPEN_HOLDS, now, limit)
