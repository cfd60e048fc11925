import { subscriber } from '../../../shared/subscriber.ts'
import { refundReturn } from '../../refund-return.ts'
import { refundReturns } from './subscriber.ts'

export const handler = subscriber(refundReturns, ({ data }, deps) => refundReturn(data, deps, deps.handledOnce))
