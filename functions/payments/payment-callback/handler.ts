import { invalidSignature, notFound, Problem } from '../../shared/errors.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { logger } from '../../shared/observability/logger.ts'
import { AmountMismatch } from '../domain/payment.ts'
import { hearOfRefund } from '../hear-of-refund.ts'
import { paymentProvider } from '../providers/index.ts'
import { settle } from '../settle.ts'
import { AlreadyReceived, getPayment, putCallback } from '../table.ts'
import { paymentCallback } from './route.ts'

export const handler = endpoint(paymentCallback, async ({ rawBody, headers }, deps) => {
  const event = await paymentProvider().readCallback({ rawBody, headers, now: deps.now })
  if (!event) throw invalidSignature('The signature does not fit the body, or is too old.')
  for (const refund of event.refunds ?? []) await hearOfRefund(refund, deps)
  if (!event.charge) return { received: true }
  const payment = await getPayment(event.charge.reference)
  if (!payment) throw notFound('payment')
  try {
    await settle(payment, event.charge, deps, () => [putCallback(event.id, deps.now)])
  } catch (error) {
    if (error instanceof AmountMismatch) {
      logger.error('a callback tells of another amount', { paymentId: payment.id, eventId: event.id })
      throw new Problem('VALIDATION_FAILED', 'The amount is not the one of the payment.', { cause: error })
    }
    if (!(error instanceof AlreadyReceived)) throw error
  }
  return { received: true }
})
