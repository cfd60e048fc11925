import * as z from 'zod/mini'
import { Money } from '../../../../contracts/money.ts'
import { formatMoney } from '../format-money.ts'
import { defineTemplate } from '../template.ts'

export const orderReturned = defineTemplate({
  name: 'order-returned',
  category: 'order',
  data: z.strictObject({ orderId: z.optional(z.string()), number: z.string(), refunded: Money }),
  wording: {
    en: ({ number, refunded }) => {
      const text = `We have your return of order ${number} and gave back ${formatMoney(refunded, 'en')}.`
      return { subject: `Your return of order ${number}`, blocks: [text], short: text }
    },
    zh: ({ number, refunded }) => {
      const text = `我们已收到您订单 ${number} 的退货，并已退款 ${formatMoney(refunded, 'zh')}。`
      return { subject: `您的订单 ${number} 退货`, blocks: [text], short: text }
    },
  },
})
