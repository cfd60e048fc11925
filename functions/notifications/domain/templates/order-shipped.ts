import * as z from 'zod/mini'
import { defineTemplate } from '../template.ts'

export const orderShipped = defineTemplate({
  name: 'order-shipped',
  category: 'order',
  data: z.strictObject({
    orderId: z.optional(z.string()),
    number: z.string(),
    trackingNumber: z.optional(z.string()),
  }),
  wording: {
    en: ({ number, trackingNumber }) => ({
      subject: `Your order ${number} is on its way`,
      blocks: [
        `Your order ${number} has left our warehouse.`,
        ...(trackingNumber ? [{ rows: [['Tracking number', trackingNumber] as const] }] : []),
      ],
      short: `Your order ${number} is on its way.${trackingNumber ? ` Tracking number: ${trackingNumber}` : ''}`,
    }),
    zh: ({ number, trackingNumber }) => ({
      subject: `您的订单 ${number} 已发货`,
      blocks: [
        `您的订单 ${number} 已从仓库发出。`,
        ...(trackingNumber ? [{ rows: [['运单号', trackingNumber] as const] }] : []),
      ],
      short: `您的订单 ${number} 已发货。${trackingNumber ? `运单号：${trackingNumber}` : ''}`,
    }),
  },
})
