export const productKey = (id: string) => ({ pk: `PRODUCT#${id}`, sk: 'PRODUCT' })
export const slugKey = (slug: string) => ({ pk: `SLUG#${slug}`, sk: 'SLUG' })
export const skuKey = (sku: string) => ({ pk: `SKU#${sku}`, sk: 'SKU' })
export const entryKey = (list: string, productId: string) => ({ pk: `LIST#${list}`, sk: productId })
export const categoryKey = (slug: string) => ({ pk: CATEGORIES, sk: slug })
export const CATEGORIES = 'CATEGORIES'
