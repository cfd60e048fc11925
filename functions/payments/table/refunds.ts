import { getItem, queryFirst, type TransactItem } from '../../shared/table.ts'
import type { Refund } from '../domain/refund.ts'

const keyOf = (paymentId: string, refundId: string) => ({ pk: `PAYMENT#${paymentId}`, sk: `REFUND#${refundId}` })

export const getRefund = (paymentId: string, refundId: string): Promise<Refund | undefined> =>
  getItem<Refund>(keyOf(paymentId, refundId))

/** A refund of this id was begun, or settled, by somebody else. */
export class RefundChanged extends Error {}

export const putNewRefund = (refund: Refund): TransactItem => ({
  put: { Item: itemOf(refund), ConditionExpression: 'attribute_not_exists(pk)' },
  onConditionFailed: () => new RefundChanged(),
})

export const putSettledRefund = (refund: Refund): TransactItem => ({
  put: {
    Item: itemOf(refund),
    ConditionExpression: '#status = :pending',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':pending': 'PENDING' },
  },
  onConditionFailed: () => new RefundChanged(),
})

const itemOf = (refund: Refund) => ({
  ...keyOf(refund.paymentId, refund.id),
  ...refund,
  // Named also when absent: what was read brings the old ones along.
  gsi1pk: refund.status === 'PENDING' ? 'PENDING_REFUNDS' : undefined,
  gsi1sk: refund.status === 'PENDING' ? `${refund.createdAt}#${refund.id}` : undefined,
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
