/**
 * STOCK#<sku>      STOCK        the row of a sku; STOCK#<sku>#<n> more of them where it is spread, each with its own part of the ledger. LEDGER#<ulid>: its movements. ALERT#<ulid>: when it was low; gsi1 ALERTS#<open or closed>
 * PRODUCT#<id>     PRODUCT      the skus of a product, from catalog's events
 * HOLD#<kind>#<reference> HOLD  what an order or a deduction took; gsi1 OPEN_HOLDS#<shard> by heldUntil while it is open
 * ATTEMPT#<request> ATTEMPT     the order id that a request to place an order holds its stock under (TTL)
 * SUBSCRIBERS#<sku or product> USER#<id>  who waits for it to be back (TTL); gsi1 SUBSCRIPTIONS#<user id>
 */
export * from './table/alerts.ts'
export * from './table/holds.ts'
export * from './table/movements.ts'
export * from './table/products.ts'
export * from './table/stock.ts'
export * from './table/subscriptions.ts'
