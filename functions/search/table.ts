/**
 * Search's own table, one item kind each:
 * `PRODUCT#<shard>` <product id> a product as the catalog lists it; one without a listing was removed
 * `CHANGED#<shard>` <product id> it is newer than the index: the builder takes these and deletes them when they are in
 * `INDEX` STATE which index is published, and whether a build is on its way · REBUILD how far a rebuild is
 */
export * from './table/changes.ts'
export * from './table/listings.ts'
export * from './table/rebuilds.ts'
export * from './table/state.ts'
