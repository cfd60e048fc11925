import { OrderReturnCompleted, ReturnRefunded } from '../../../../contracts/events/index.ts'
import { defineSubscriber } from '../../../shared/service.ts'

/** Shows in the return how its refund ended, and lets the customer be told. */
export const settleReturns = defineSubscriber({
  name: 'settle-return',
  events: [ReturnRefunded],
  table: 'write',
  emits: [OrderReturnCompleted],
})
