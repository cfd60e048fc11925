import { getItem, queryFirst, type TransactItem } from '../../shared/table.ts'
import type { Refund } from '../domain/refund.ts'

const keyOf = (paymentId: string, refundId: string) => ({ pk: `PAYMENT#${paymentId}`, sk: `REFUND#${refundId}` })

export const getRefund = (paymentId: string, refundId: string): Promise<Refund | undefined> =>
  getItem<Refund>(keyOf(paymentId, refundId))

/** A refund of this id was begun, or settled, by somebody else. */
export class RefundChanged extends Error {}

export const putNewRefund = (refund: Refund): TransactItem => ({
  put: {
    Item: {
      ...keyOf(refund.paymentId, refund.id),
      ...refund,
      gsi1pk: 'PENDING_REFUNDS',
      gsi1sk: `${refund.createdAt}#${refund.id}`,
    },
    ConditionExpression: 'attribute_not_exists(pk)',
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

/** Refunds begun before `before` that the provider has not confirmed, oldest first. */
export const listPendingRefunds = (before: Date, limit: number): Promise<Refund[]> =>
  queryFirst<Refund>(
    {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :pending AND gsi1sk < :before',
      ExpressionAttributeValues: { ':pending': 'PENDING_REFUNDS', ':before': before.toISOString() },
    },
    limit,
  )
