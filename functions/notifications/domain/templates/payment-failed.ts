import * as z from 'zod/mini'
import { defineTemplate } from '../template.ts'

export const paymentFailed = defineTemplate({
  name: 'payment-failed',
  category: 'order',
  data: z.strictObject({ orderId: z.optional(z.string()), number: z.string() }),
  wording: {
    en: ({ number }) => ({
      subject: `The payment for order ${number} failed`,
      blocks: [`The payment for order ${number} did not go through, and nothing was charged. You can order again.`],
      short: `The payment for order ${number} did not go through, and nothing was charged. You can order again.`,
    }),
    zh: ({ number }) => ({
      subject: `订单 ${number} 付款失败`,
      blocks: [`订单 ${number} 的付款未成功，未产生任何扣款。您可以重新下单。`],
      short: `订单 ${number} 的付款未成功，未产生任何扣款。您可以重新下单。`,
    }),
  },
})
