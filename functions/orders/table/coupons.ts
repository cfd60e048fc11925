import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { notFound, Problem } from '../../shared/errors.ts'
import { getItem, isConditionFailure, type Page, queryPage, type TransactItem, transact } from '../../shared/table.ts'
import { type Coupon, type CouponTerms, normalizedCode } from '../domain/coupon/coupon.ts'
import { COUPONS, couponKey } from './keys.ts'

export const findCoupon = (code: string): Promise<Coupon | undefined> => getItem<Coupon>(couponKey(code))

/** @throws {Problem} ALREADY_EXISTS */
export async function saveNewCoupon(coupon: Coupon, more: readonly TransactItem[]): Promise<void> {
  const Item = { ...couponKey(coupon.code), gsi1pk: COUPONS, gsi1sk: normalizedCode(coupon.code), ...coupon }
  const put = { Item, ConditionExpression: 'attribute_not_exists(pk)' }
  await transact([...more, { put, onConditionFailed: () => taken(coupon.code) }])
}

/** New terms under the version that was read; `used` goes on by itself. @throws {Problem} VERSION_MISMATCH, NOT_FOUND */
export async function saveTerms(before: Coupon, terms: CouponTerms, now: Date): Promise<Coupon> {
  const fields: Record<string, unknown> = { ...terms, updatedAt: now.toISOString(), version: before.version + 1 }
  const set = Object.keys(fields).filter((name) => fields[name] !== undefined)
  const removed = Object.keys(fields).filter((name) => fields[name] === undefined)
  try {
    const { Attributes } = await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: couponKey(before.code),
        UpdateExpression:
          `SET ${set.map((name) => `#${name} = :${name}`).join(', ')}` +
          (removed.length > 0 ? ` REMOVE ${removed.map((name) => `#${name}`).join(', ')}` : ''),
        ConditionExpression: '#id = :id AND #version = :before',
        ExpressionAttributeNames: {
          '#id': 'id',
          ...Object.fromEntries([...set, ...removed].map((name) => [`#${name}`, name])),
        },
        ExpressionAttributeValues: {
          ':id': before.id,
          ':before': before.version,
          ...Object.fromEntries(set.map((name) => [`:${name}`, fields[name]])),
        },
        ReturnValues: 'ALL_NEW',
      }),
    )
    return Attributes as unknown as Coupon
  } catch (error) {
    throw isConditionFailure(error) ? stale() : error
  }
}

/** @throws {Problem} NOT_FOUND, VERSION_MISMATCH */
export async function deleteCoupon(code: string, ifMatch: number | undefined): Promise<void> {
  const coupon = await findCoupon(code)
  if (!coupon) throw notFound('coupon')
  assertVersion(coupon, ifMatch)
  try {
    await dynamodb.send(
      new DeleteCommand({
        TableName: env.tableName,
        Key: couponKey(code),
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': coupon.version },
      }),
    )
  } catch (error) {
    throw isConditionFailure(error) ? stale() : error
  }
}

export function assertVersion(coupon: Coupon, ifMatch: number | undefined): void {
  if (ifMatch !== undefined && ifMatch !== coupon.version) throw stale()
}

/** By code. */
export const listCoupons = (page: {
  limit: number
  cursor?: string | undefined
  bound: readonly unknown[]
}): Promise<Page<Coupon>> =>
  queryPage<Coupon>(
    {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :coupons',
      ExpressionAttributeValues: { ':coupons': COUPONS },
    },
    page,
  )

const taken = (code: string) =>
  new Problem('ALREADY_EXISTS', `There is a coupon "${code}" already. Change it by PUT, or take another code.`, {
    errors: [{ path: 'body.code', message: 'is taken' }],
  })
const stale = () => new Problem('VERSION_MISMATCH', 'The coupon has another version by now. Read it again.')
