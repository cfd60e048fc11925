import * as z from 'zod/mini'
import { Money } from '../../../../contracts/money.ts'
import { formatMoney } from '../format-money.ts'
import { defineTemplate, type Language } from '../template.ts'

const Data = z.strictObject({
  orderId: z.optional(z.string()),
  number: z.string(),
  lines: z.array(z.strictObject({ name: z.string(), quantity: z.int(), lineTotal: Money })),
  discount: z.optional(Money),
  shippingFee: z.optional(Money),
  tax: z.optional(Money),
  total: Money,
})

const names: Readonly<Record<Language, Readonly<Record<'discount' | 'shippingFee' | 'tax' | 'total', string>>>> = {
  en: { discount: 'Discount', shippingFee: 'Shipping', tax: 'Tax', total: 'Total' },
  zh: { discount: '优惠', shippingFee: '运费', tax: '税费', total: '合计' },
}

/** A line each, what comes on top or off, and the total: rows of the e-mail that add up. */
function rows(data: z.infer<typeof Data>, language: Language): [string, string][] {
  const row = (name: string, amount: Money | undefined, sign = ''): [string, string][] =>
    amount && amount.amount > 0 ? [[name, `${sign}${formatMoney(amount, language)}`]] : []
  return [
    ...data.lines.map((line): [string, string] => [
      `${line.quantity} × ${line.name}`,
      formatMoney(line.lineTotal, language),
    ]),
    ...row(names[language].discount, data.discount, '−'),
    ...row(names[language].shippingFee, data.shippingFee),
    ...row(names[language].tax, data.tax),
    [names[language].total, formatMoney(data.total, language)],
  ]
}

export const orderConfirmed = defineTemplate({
  name: 'order-confirmed',
  category: 'order',
  data: Data,
  wording: {
    en: (data) => ({
      subject: `Your order ${data.number} is confirmed`,
      blocks: [
        `Thank you. We have received your payment for order ${data.number}.`,
        { rows: rows(data, 'en') },
        'We tell you as soon as it is on its way.',
      ],
      short: `Your order ${data.number} over ${formatMoney(data.total, 'en')} is confirmed. We tell you when it ships.`,
    }),
    zh: (data) => ({
      subject: `您的订单 ${data.number} 已确认`,
      blocks: [
        `感谢您的购买，我们已收到订单 ${data.number} 的付款。`,
        { rows: rows(data, 'zh') },
        '发货后我们会立即通知您。',
      ],
      short: `您的订单 ${data.number}（${formatMoney(data.total, 'zh')}）已确认，发货后会通知您。`,
    }),
  },
})
