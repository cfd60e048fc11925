import { subscriber } from '../../../shared/subscriber.ts'
import { release } from '../../holds.ts'
import { orderCancelled } from './subscriber.ts'

export const handler = subscriber(orderCancelled, (event, deps) => release(event.data.orderId, 'checkout', deps))
