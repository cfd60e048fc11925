/**
 * One table:
 * - an order: pk `ORDER#<id>`, sk `ORDER`; gsi1 `CUSTOMER#<id>` and gsi2 `STATUS#<status>#<shard>`, both sorted by order id
 * - an event of its timeline: pk `ORDER#<id>`, sk `EVENT#<time>#<event id>`
 * - a return: pk `ORDER#<id>`, sk `RETURN#<return id>`
 * - a coupon: pk `COUPON#<CODE>`, sk `COUPON`; gsi1 `COUPONS`, sorted by code
 * - how often a customer used a coupon: pk `COUPON_USES#<coupon id>#<customer id>`, sk `USES`
 * - how many units of a product with a limit a customer bought: pk `PURCHASES#<customer id>`, sk `PRODUCT#<product id>`
 */
import type { OrderStatus } from '../../../contracts/order-status.ts'
import { shardOf, shardsOf } from '../../shared/shards.ts'
import { normalizedCode } from '../domain/coupon/coupon.ts'
import type { Order } from '../domain/order.ts'

export const orderKey = (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: 'ORDER' })
export const timelineKey = (orderId: string, at: string, eventId: string) => ({
  pk: `ORDER#${orderId}`,
  sk: `EVENT#${at}#${eventId}`,
})
export const returnKey = (orderId: string, returnId: string) => ({ pk: `ORDER#${orderId}`, sk: `RETURN#${returnId}` })
export const couponKey = (code: string) => ({ pk: `COUPON#${normalizedCode(code)}`, sk: 'COUPON' })
export const couponUsesKey = (couponId: string, customerId: string) => ({
  pk: `COUPON_USES#${couponId}#${customerId}`,
  sk: 'USES',
})
export const purchasesKey = (customerId: string, productId: string) => ({
  pk: `PURCHASES#${customerId}`,
  sk: `PRODUCT#${productId}`,
})

/** Of gsi1, sorted by code. */
export const COUPONS = 'COUPONS'
export const customerPartition = (customerId: string) => `CUSTOMER#${customerId}`
export const statusPartition = (status: OrderStatus, orderId: string) => shardOf(`STATUS#${status}`, orderId)
export const statusPartitions = (status: OrderStatus) => shardsOf(`STATUS#${status}`)

export const indexKeys = (order: Order) => ({
  gsi1pk: customerPartition(order.customerId),
  gsi1sk: order.id,
  gsi2pk: statusPartition(order.status, order.id),
  gsi2sk: order.id,
})
