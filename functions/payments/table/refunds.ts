import { listDue, shardOf } from '../../shared/shards.ts'
import { getItem, type TransactItem } from '../../shared/table.ts'
import type { Refund } from '../domain/refund.ts'

const keyOf = (paymentId: string, refundId: string) => ({ pk: `PAYMENT#${paymentId}`, sk: `REFUND#${refundId}` })

export const getRefund = (paymentId: string, refundId: string): Promise<Refund | undefined> =>
  getItem<Refund>(keyOf(paymentId, refundId))

/** Of gsi1. */
const PENDING_REFUNDS = 'PENDING_REFUNDS'
const dueKey = ({ nextCheckAt, id }: Refund) => `${nextCheckAt}#${id}`

/** A refund of this id was begun, or settled, by somebody else. */
export class RefundChanged extends Error {}

export const putNewRefund = (refund: Refund): TransactItem => ({
  put: {
    Item: {
      ...keyOf(refund.paymentId, refund.id),
      ...refund,
      gsi1pk: shardOf(PENDING_REFUNDS, refund.paymentId),
      gsi1sk: dueKey(refund),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
  onConditionFailed: () => new RefundChanged(),
})

/** Moves a refund that is still PENDING to its next check. */
export const putPostponedRefund = (refund: Refund): TransactItem => ({
  update: {
    Key: keyOf(refund.paymentId, refund.id),
    UpdateExpression: 'SET nextCheckAt = :nextCheckAt, checks = :checks, gsi1sk = :due',
    ConditionExpression: '#status = :pending',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':pending': 'PENDING',
      ':nextCheckAt': refund.nextCheckAt,
      ':checks': refund.checks,
      ':due': dueKey(refund),
    },
  },
  onConditionFailed: () => new RefundChanged(),
})

export const putSettledRefund = (refund: Refund): TransactItem => ({
  // Only what changes: the words may have been erased since it was read.
  update: {
    Key: keyOf(refund.paymentId, refund.id),
    UpdateExpression: 'SET #status = :status REMOVE gsi1pk, gsi1sk',
    ConditionExpression: '#status = :pending',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':pending': 'PENDING', ':status': refund.status },
  },
  onConditionFailed: () => new RefundChanged(),
})

/** Unconfirmed refunds whose provider should be asked by now, the longest waiting first. */
export const listDueRefunds = (now: Date, limit: number): Promise<Refund[]> =>
  listDue<Refund>(PENDING_REFUNDS, now, limit)
