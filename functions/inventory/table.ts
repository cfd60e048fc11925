/**
 * STOCK#<sku>      STOCK        the row of a sku; gsi1 ALERTS by sku while it is low or out; LEDGER#<ulid>: its movements
 * PRODUCT#<id>     PRODUCT      the skus of a product, from catalog's events
 * HOLD#<kind>#<reference> HOLD  what an order or a deduction took; gsi1 OPEN_HOLDS by heldUntil while it is open
 */
export * from './table/holds.ts'
export * from './table/movements.ts'
export * from './table/products.ts'
export * from './table/stock.ts'
