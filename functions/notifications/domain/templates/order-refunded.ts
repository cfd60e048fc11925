import * as z from 'zod/mini'
import { Money } from '../../../../contracts/money.ts'
import { formatMoney } from '../format-money.ts'
import { defineTemplate } from '../template.ts'

export const orderRefunded = defineTemplate({
  name: 'order-refunded',
  category: 'order',
  /** `refunded`: all refunds of the order so far. */
  data: z.strictObject({ orderId: z.optional(z.string()), number: z.string(), refunded: Money }),
  wording: {
    en: ({ number, refunded }) => ({
      subject: `A refund for your order ${number}`,
      blocks: [
        `We have sent money back for your order ${number}, in all ${formatMoney(refunded, 'en')} so far.`,
        'It goes to where you paid from; your bank may take a few days.',
      ],
      short: `We have sent money back for your order ${number}, in all ${formatMoney(refunded, 'en')} so far.`,
    }),
    zh: ({ number, refunded }) => ({
      subject: `订单 ${number} 的退款`,
      blocks: [
        `我们已为订单 ${number} 退款，累计 ${formatMoney(refunded, 'zh')}。`,
        '款项将原路退回，银行处理可能需要几天时间。',
      ],
      short: `我们已为订单 ${number} 退款，累计 ${formatMoney(refunded, 'zh')}。`,
    }),
  },
})
