import { PaymentFailed } from '../../../../contracts/events/index.ts'
import { type EventsOf, subscriber } from '../../../shared/subscriber.ts'
import type { Outcome } from '../../domain/checkout.ts'
import { returnMoney } from '../../return-money.ts'
import { recordOutcome } from '../../table.ts'
import { resumeSaga } from '../../task-result.ts'
import { resumeCheckout } from './subscriber.ts'

export const handler = subscriber(resumeCheckout, async (event, deps) => {
  const checkout = await recordOutcome(event.data.orderId, outcomeOf(event))
  if (checkout.closed === undefined) await resumeSaga(checkout)
  else if (event.name === 'PaymentCaptured') await returnMoney(checkout, deps)
})

function outcomeOf({ name, data }: EventsOf<typeof resumeCheckout>): Outcome {
  const { paymentId, amount } = data
  if (name !== PaymentFailed.name) return { kind: 'captured', paymentId, amount }
  return { kind: 'failed', paymentId, reason: PaymentFailed.data.parse(data).reason }
}
