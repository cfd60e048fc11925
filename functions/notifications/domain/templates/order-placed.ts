import * as z from 'zod/mini'
import { Money } from '../../../../contracts/money.ts'
import { formatMoney } from '../format-money.ts'
import { defineTemplate } from '../template.ts'

/** Promises nothing: the shop itself is silent until an order is confirmed, and this is for those who ask for it. */
export const orderPlaced = defineTemplate({
  name: 'order-placed',
  category: 'order',
  data: z.strictObject({ orderId: z.optional(z.string()), number: z.string(), total: Money }),
  wording: {
    en: ({ number, total }) => ({
      subject: `We have received your order ${number}`,
      blocks: [
        `We have received your order ${number} over ${formatMoney(total, 'en')}.`,
        'It is not confirmed yet. We tell you as soon as it is paid and its goods are set aside for you.',
      ],
      short: `We have received your order ${number} over ${formatMoney(total, 'en')}. It is not confirmed yet.`,
    }),
    zh: ({ number, total }) => ({
      subject: `我们已收到您的订单 ${number}`,
      blocks: [
        `我们已收到您的订单 ${number}，金额 ${formatMoney(total, 'zh')}。`,
        '订单尚未确认。付款完成并为您备好商品后，我们会立即通知您。',
      ],
      short: `我们已收到您的订单 ${number}，金额 ${formatMoney(total, 'zh')}，订单尚未确认。`,
    }),
  },
})
