/**
 * The catalog's table, one item kind each:
 * `PRODUCT#<id>` PRODUCT the product · REVIEW#<user> its reviews (gsi1: by time, gsi2: by user)
 * `SLUG#<slug>`, `SKU#<sku>` make these unique; the latter also quotes and keeps the stock that inventory told
 * `LIST#<list>` <product id> where a product is listed (newest by key, gsi1 by price, gsi2 by name, gsi3 by rating)
 * `CATEGORIES` <slug> the tree with the number of listed products
 */
export * from './table/categories.ts'
export * from './table/lists.ts'
export * from './table/product-writes.ts'
export * from './table/products.ts'
export * from './table/reviews.ts'
export * from './table/skus.ts'
