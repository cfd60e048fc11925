export const stockKey = (sku: string) => ({ pk: `STOCK#${sku}`, sk: 'STOCK' })
