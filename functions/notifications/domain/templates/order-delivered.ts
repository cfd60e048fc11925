import * as z from 'zod/mini'
import { defineTemplate } from '../template.ts'

export const orderDelivered = defineTemplate({
  name: 'order-delivered',
  category: 'order',
  data: z.strictObject({ orderId: z.optional(z.string()), number: z.string() }),
  wording: {
    en: ({ number }) => ({
      subject: `Your order ${number} was delivered`,
      blocks: [`Your order ${number} was delivered. We hope that you like it.`],
      short: `Your order ${number} was delivered. We hope that you like it.`,
    }),
    zh: ({ number }) => ({
      subject: `您的订单 ${number} 已送达`,
      blocks: [`您的订单 ${number} 已送达，希望您喜欢。`],
      short: `您的订单 ${number} 已送达，希望您喜欢。`,
    }),
  },
})
