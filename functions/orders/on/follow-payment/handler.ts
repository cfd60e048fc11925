import { subscriber } from '../../../shared/subscriber.ts'
import { followPayment, type PaymentReport } from '../../domain/follow-payment.ts'
import { changeOrder } from '../../table.ts'
import { followPaymentEvents } from './subscriber.ts'

export const handler = subscriber(followPaymentEvents, async (event, deps) => {
  const report = { ...event.data, name: event.name } as PaymentReport
  await changeOrder(event.data.orderId, (order) => followPayment(order, report, deps.now.toISOString()), deps)
})
