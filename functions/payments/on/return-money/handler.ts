import { subscriber } from '../../../shared/subscriber.ts'
import { closeAndReturn } from '../../return-money.ts'
import { resumeSaga } from '../../task-result.ts'
import { returnMoney } from './subscriber.ts'

export const handler = subscriber(returnMoney, async ({ data }, deps) => {
  const { checkout } = await closeAndReturn(data.orderId, data.reason, deps)
  await resumeSaga(checkout)
})
