import * as z from 'zod/mini'
import { defineTemplate } from '../template.ts'

export const backInStock = defineTemplate({
  name: 'back-in-stock',
  category: 'stock',
  data: z.strictObject({ productName: z.string().check(z.minLength(1), z.maxLength(300)) }),
  wording: {
    en: ({ productName }) => ({
      subject: `${productName} is back in stock`,
      blocks: [`${productName} is available again. We cannot set it aside for you, so do not wait too long.`],
      short: `${productName} is back in stock.`,
    }),
    zh: ({ productName }) => ({
      subject: `${productName} 已到货`,
      blocks: [`${productName} 已重新到货。我们无法为您预留，请尽快下单。`],
      short: `${productName} 已到货。`,
    }),
  },
})
