/** The only way to the orders table. */
export * from './table/lists.ts'
export * from './table/orders.ts'
export * from './table/timeline.ts'
