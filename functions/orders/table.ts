/** The only way to the orders table. */
export * from './table/coupon-uses.ts'
export * from './table/coupons.ts'
export * from './table/lists.ts'
export * from './table/orders.ts'
export * from './table/purchases.ts'
export * from './table/returns.ts'
export * from './table/timeline.ts'
