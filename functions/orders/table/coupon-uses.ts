/** Uses of coupons, counted in the transaction of the order that takes or frees one. */
import { deleteItem, getItem, type TransactItem } from '../../shared/table.ts'
import type { Coupon } from '../domain/coupon/coupon.ts'
import { couponProblem } from '../domain/coupon/reduction.ts'
import type { CouponUse } from '../domain/order.ts'
import { couponKey, couponUsesKey } from './keys.ts'

/** The terms changed since the coupon was read: read it again. */
export class CouponChanged extends Error {
  override readonly name = 'CouponChanged'
}

/** Staff deleted the coupon. */
export class CouponGone extends Error {
  override readonly name = 'CouponGone'
}

export async function countUses(couponId: string, customerId: string): Promise<number> {
  const item = await getItem<{ used: number }>(couponUsesKey(couponId, customerId))
  return item?.used ?? 0
}

/** Refused by the limits as they are at the moment of the write, so that no race passes them. */
export const takeUse = (coupon: Coupon, customerId: string): TransactItem[] => [
  {
    update: {
      Key: couponKey(coupon.code),
      UpdateExpression: 'SET #used = #used + :one',
      ConditionExpression: '#id = :id AND #version = :version AND (attribute_not_exists(#maxUses) OR #used < #maxUses)',
      ExpressionAttributeNames: { '#id': 'id', '#version': 'version', '#used': 'used', '#maxUses': 'maxUses' },
      ExpressionAttributeValues: { ':id': coupon.id, ':version': coupon.version, ':one': 1 },
    },
    onConditionFailed: (old) =>
      old?.id === coupon.id && old.version === coupon.version
        ? couponProblem('COUPON_EXHAUSTED')
        : new CouponChanged('the coupon changed'),
  },
  {
    update: {
      Key: couponUsesKey(coupon.id, customerId),
      UpdateExpression: 'SET #used = if_not_exists(#used, :none) + :one',
      ...(coupon.maxUsesPerCustomer === undefined
        ? {}
        : { ConditionExpression: 'attribute_not_exists(#used) OR #used < :most' }),
      ExpressionAttributeNames: { '#used': 'used' },
      ExpressionAttributeValues: {
        ':none': 0,
        ':one': 1,
        ...(coupon.maxUsesPerCustomer === undefined ? {} : { ':most': coupon.maxUsesPerCustomer }),
      },
    },
    onConditionFailed: () => couponProblem('COUPON_ALREADY_USED'),
  },
]

export const giveUseBack = ({ id, code }: CouponUse, customerId: string): TransactItem[] => [
  {
    update: {
      Key: couponKey(code),
      UpdateExpression: 'SET #used = #used - :one',
      ConditionExpression: '#id = :id',
      ExpressionAttributeNames: { '#id': 'id', '#used': 'used' },
      ExpressionAttributeValues: { ':id': id, ':one': 1 },
    },
    onConditionFailed: () => new CouponGone('the coupon was deleted'),
  },
  {
    update: {
      Key: couponUsesKey(id, customerId),
      // Of a customer who was erased there is no count any more.
      UpdateExpression: 'SET #used = if_not_exists(#used, :one) - :one',
      ExpressionAttributeNames: { '#used': 'used' },
      ExpressionAttributeValues: { ':one': 1 },
    },
  },
]

/** Forgets how often a customer used it. */
export const deleteUses = (couponId: string, customerId: string): Promise<void> =>
  deleteItem(couponUsesKey(couponId, customerId))
