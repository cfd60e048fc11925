import * as z from 'zod/mini'
import { cancellationReasons } from '../../../../contracts/events/order-cancelled.ts'
import { defineTemplate, type Language } from '../template.ts'

type Reason = (typeof cancellationReasons)[number]

const why: Readonly<Record<Language, Readonly<Record<Reason, string>>>> = {
  en: {
    OUT_OF_STOCK: 'Something in it sold out before we could set it aside for you. We are sorry.',
    PAYMENT_TIMEOUT: 'We did not receive a payment in time.',
    CUSTOMER: 'You asked us to cancel it.',
    STAFF: 'Our staff cancelled it.',
    CHECKOUT_FAILED: 'Something went wrong on our side. We are sorry.',
  },
  zh: {
    OUT_OF_STOCK: '很抱歉，订单中的部分商品在为您预留之前已售罄。',
    PAYMENT_TIMEOUT: '我们未能按时收到付款。',
    CUSTOMER: '您已申请取消该订单。',
    STAFF: '我们的工作人员取消了该订单。',
    CHECKOUT_FAILED: '很抱歉，我们的系统出现了问题。',
  },
}

export const orderCancelled = defineTemplate({
  name: 'order-cancelled',
  category: 'order',
  data: z.strictObject({
    orderId: z.optional(z.string()),
    number: z.string(),
    reason: z.enum(cancellationReasons),
  }),
  wording: {
    en: ({ number, reason }) => ({
      subject: `Your order ${number} is cancelled`,
      blocks: [`Your order ${number} is cancelled. ${why.en[reason]}`, 'Whatever you paid for it is returned to you.'],
      short: `Your order ${number} is cancelled. Whatever you paid for it is returned to you.`,
    }),
    zh: ({ number, reason }) => ({
      subject: `您的订单 ${number} 已取消`,
      blocks: [`您的订单 ${number} 已取消。${why.zh[reason]}`, '如已付款，款项将原路退回。'],
      short: `您的订单 ${number} 已取消，如已付款，款项将原路退回。`,
    }),
  },
})
