import * as z from 'zod/mini'
import { Money } from '../../../../contracts/money.ts'
import { formatMoney } from '../format-money.ts'
import { defineTemplate, type Language } from '../template.ts'

const Data = z.strictObject({
  orderId: z.optional(z.string()),
  number: z.string(),
  lines: z.array(z.strictObject({ name: z.string(), quantity: z.int(), lineTotal: Money })),
  total: Money,
})

/** A line each, and the total: rows of the e-mail. */
const rows = (data: z.infer<typeof Data>, language: Language, total: string): [string, string][] => [
  ...data.lines.map((line): [string, string] => [
    `${line.quantity} × ${line.name}`,
    formatMoney(line.lineTotal, language),
  ]),
  [total, formatMoney(data.total, language)],
]

export const orderConfirmed = defineTemplate({
  name: 'order-confirmed',
  category: 'order',
  data: Data,
  wording: {
    en: (data) => ({
      subject: `Your order ${data.number} is confirmed`,
      blocks: [
        `Thank you. We have received your payment for order ${data.number}.`,
        { rows: rows(data, 'en', 'Total') },
        'We tell you as soon as it is on its way.',
      ],
      short: `Your order ${data.number} over ${formatMoney(data.total, 'en')} is confirmed. We tell you when it ships.`,
    }),
    zh: (data) => ({
      subject: `您的订单 ${data.number} 已确认`,
      blocks: [
        `感谢您的购买，我们已收到订单 ${data.number} 的付款。`,
        { rows: rows(data, 'zh', '合计') },
        '发货后我们会立即通知您。',
      ],
      short: `您的订单 ${data.number}（${formatMoney(data.total, 'zh')}）已确认，发货后会通知您。`,
    }),
  },
})
