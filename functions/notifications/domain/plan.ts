import type * as z from 'zod/mini'
import type { EventDefinition } from '../../../contracts/event.ts'
import { OrderCancelled } from '../../../contracts/events/order-cancelled.ts'
import { OrderConfirmed } from '../../../contracts/events/order-confirmed.ts'
import { OrderDelivered } from '../../../contracts/events/order-delivered.ts'
import { OrderPaymentFailed } from '../../../contracts/events/order-payment-failed.ts'
import { OrderRefunded } from '../../../contracts/events/order-refunded.ts'
import { OrderReturnCompleted } from '../../../contracts/events/order-return-completed.ts'
import { OrderShipped } from '../../../contracts/events/order-shipped.ts'
import type { Channel, Template } from './template.ts'
import { orderCancelled } from './templates/order-cancelled.ts'
import { orderConfirmed } from './templates/order-confirmed.ts'
import { orderDelivered } from './templates/order-delivered.ts'
import { orderRefunded } from './templates/order-refunded.ts'
import { orderReturned } from './templates/order-returned.ts'
import { orderShipped } from './templates/order-shipped.ts'
import { paymentFailed } from './templates/payment-failed.ts'

/** What somebody hears, and how. */
export interface Plan {
  readonly userId: string
  readonly orderId?: string
  readonly template: Pick<Template, 'name' | 'category'>
  readonly data: Record<string, unknown>
  readonly channels: readonly Channel[]
}

interface OrderEventData {
  readonly orderId: string
  readonly number: string
  readonly customerId: string
}

function rule<Event extends EventDefinition, Data extends z.ZodMiniType>(
  event: Event,
  template: Template<Data>,
  channels: readonly Channel[],
  dataOf: (data: z.infer<Event['data']>) => z.infer<Data>,
) {
  return {
    event,
    planOf(data: OrderEventData): Plan {
      return {
        userId: data.customerId,
        orderId: data.orderId,
        template: template as unknown as Template,
        data: dataOf(data as z.infer<Event['data']>) as Record<string, unknown>,
        channels,
      }
    },
  }
}

/** Nothing is promised before OrderConfirmed: what comes earlier can still be taken back. */
const rules = [
  rule(OrderConfirmed, orderConfirmed, ['inApp', 'email', 'sms'], (data) => {
    const { orderId, number, lines, discount, shippingFee, tax, total } = data
    return { orderId, number, lines, discount, shippingFee, tax, total }
  }),
  rule(OrderCancelled, orderCancelled, ['inApp', 'email'], ({ orderId, number, reason }) => ({
    orderId,
    number,
    reason,
  })),
  rule(OrderShipped, orderShipped, ['inApp', 'email', 'sms'], ({ orderId, number, trackingNumber }) => ({
    orderId,
    number,
    trackingNumber,
  })),
  rule(OrderRefunded, orderRefunded, ['inApp', 'email'], ({ orderId, number, refunded }) => ({
    orderId,
    number,
    refunded,
  })),
  rule(OrderDelivered, orderDelivered, ['inApp'], ({ orderId, number }) => ({ orderId, number })),
  rule(OrderReturnCompleted, orderReturned, ['inApp', 'email'], ({ orderId, number, refunded }) => ({
    orderId,
    number,
    refunded,
  })),
  rule(OrderPaymentFailed, paymentFailed, ['inApp'], ({ orderId, number }) => ({ orderId, number })),
]

/** @throws for an event that has no rule */
export function planFor(eventName: string, data: OrderEventData): Plan {
  const found = rules.find(({ event }) => event.name === eventName)
  if (!found) throw new Error(`Customers hear nothing of ${eventName}`)
  return found.planOf(data)
}
