import { subscriber } from '../../../shared/subscriber.ts'
import { recordOutcome } from '../../table.ts'
import { resumeSaga } from '../../task-result.ts'
import { waivePayment } from './subscriber.ts'

export const handler = subscriber(waivePayment, async ({ data }) => {
  await resumeSaga(await recordOutcome(data.orderId, { kind: 'waived' }))
})
