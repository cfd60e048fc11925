import { getItem, queryFirst, type TransactItem } from '../../shared/table.ts'
import type { Refund } from '../domain/refund.ts'

const keyOf = (paymentId: string, refundId: string) => ({ pk: `PAYMENT#${paymentId}`, sk: `REFUND#${refundId}` })

export const getRefund = (paymentId: string, refundId: string): Promise<Refund | undefined> =>
  getItem<Refund>(keyOf(paymentId, refundId))

const dueKey = ({ nextCheckAt, id }: Refund) => `${nextCheckAt}#${id}`

/** A refund of this id was begun, or settled, by somebody else. */
export class RefundChanged extends Error {}

export const putNewRefund = (refund: Refund): TransactItem => ({
  put: {
    Item: {
      ...keyOf(refund.paymentId, refund.id),
      ...refund,
      gsi1pk: 'PENDING_REFUNDS',
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
  queryFirst<Refund>(
    {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :pending AND gsi1sk < :now',
      ExpressionAttributeValues: { ':pending': 'PENDING_REFUNDS', ':now': now.toISOString() },
    },
    limit,
  )
