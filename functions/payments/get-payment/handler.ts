import { endpoint } from '../../shared/http/endpoint.ts'
import { paymentView } from '../views.ts'
import { visiblePayment } from '../visible-payment.ts'
import { getPayment } from './route.ts'

export const handler = endpoint(getPayment, async ({ params, caller }) => ({
  payment: paymentView(await visiblePayment(params.id, caller)),
}))
