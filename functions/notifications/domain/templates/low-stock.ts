import * as z from 'zod/mini'
import { defineTemplate } from '../template.ts'

/** For staff. */
export const lowStock = defineTemplate({
  name: 'low-stock',
  category: 'stock',
  data: z.strictObject({
    productName: z.string().check(z.minLength(1), z.maxLength(300)),
    sku: z.string(),
    available: z.int(),
    lowStockThreshold: z.int(),
  }),
  wording: {
    en: ({ productName, sku, available, lowStockThreshold }) => ({
      subject: available > 0 ? `${productName} is running low` : `${productName} is sold out`,
      blocks: [
        `${productName} has reached its low-stock threshold.`,
        {
          rows: [
            ['SKU', sku],
            ['Available', String(available)],
            ['Threshold', String(lowStockThreshold)],
          ],
        },
      ],
      short: `${productName} (${sku}): ${available} available, threshold ${lowStockThreshold}.`,
    }),
    zh: ({ productName, sku, available, lowStockThreshold }) => ({
      subject: available > 0 ? `${productName} 库存不足` : `${productName} 已售罄`,
      blocks: [
        `${productName} 的库存已达到预警值。`,
        {
          rows: [
            ['SKU', sku],
            ['可售数量', String(available)],
            ['预警值', String(lowStockThreshold)],
          ],
        },
      ],
      short: `${productName}（${sku}）：可售 ${available}，预警值 ${lowStockThreshold}。`,
    }),
  },
})
