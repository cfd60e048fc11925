import * as z from 'zod/mini'
import { Money } from '../../../../contracts/money.ts'
import { formatMoney } from '../format-money.ts'
import { defineTemplate } from '../template.ts'

/** A receipt. The shop itself tells of the payment when it confirms the order. */
export const orderPaid = defineTemplate({
  name: 'order-paid',
  category: 'order',
  data: z.strictObject({ orderId: z.optional(z.string()), number: z.string(), amount: Money }),
  wording: {
    en: ({ number, amount }) => ({
      subject: `Your payment for order ${number}`,
      blocks: [`We have received ${formatMoney(amount, 'en')} for your order ${number}. Thank you.`],
      short: `We have received ${formatMoney(amount, 'en')} for your order ${number}.`,
    }),
    zh: ({ number, amount }) => ({
      subject: `订单 ${number} 的付款`,
      blocks: [`我们已收到订单 ${number} 的付款 ${formatMoney(amount, 'zh')}，感谢您的购买。`],
      short: `我们已收到订单 ${number} 的付款 ${formatMoney(amount, 'zh')}。`,
    }),
  },
})
