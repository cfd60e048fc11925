/** What a provider's callbacks come to in every order of five, each three times, through the real handler and a real table. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { EventEnvelope } from '../../../contracts/event.ts'
import { openPayment } from '../../../functions/payments/charge.ts'
import { handler as resumeCheckout } from '../../../functions/payments/on/resume-checkout/handler.ts'
import { handler as awaitPayment } from '../../../functions/payments/steps/await-payment/handler.ts'
import { getPayment } from '../../../functions/payments/table.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { logger } from '../../../functions/shared/observability/logger.ts'
import { queryAll } from '../../../functions/shared/table.ts'
import { deliverThrice, different, ordersToTry, outcomesOf } from '../../support/permutations.ts'
import { someDeps } from './builders.ts'
import { startWorld, type World } from './world.ts'

let world: World
let told: ReturnType<World['hearSagas']>

beforeAll(async () => {
  logger.setLogLevel('ERROR')
  world = await startWorld('new,old')
})
afterAll(() => world.stop())
beforeEach(() => {
  told = world.hearSagas()
})

interface Callback {
  readonly event: string
  readonly status: string
  readonly secret?: 'new' | 'old' | 'guessed'
  /** Minutes since it was signed. */
  readonly age?: number
}

const aCallback = (status: string, more: Partial<Callback> = {}): Callback => ({ event: status, status, ...more })
const forged = aCallback('captured', { event: 'forged', secret: 'guessed' })
const stale = aCallback('captured', { event: 'stale', age: 5.1 })
const old = (status: string) => aCallback(status, { secret: 'old' })

async function eventsOf(orderId: string): Promise<EventEnvelope[]> {
  const items = await queryAll<{ envelope: EventEnvelope }>({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': `OUTBOX#${orderId}` },
    ConsistentRead: true,
  })
  return items.map(({ envelope }) => envelope)
}

/** A queue's message to the subscriber that resumes sagas. */
const hearOf = (detail: EventEnvelope) =>
  resumeCheckout({ Records: [{ messageId: newId(), body: JSON.stringify({ detail }) }] } as unknown as Parameters<
    typeof resumeCheckout
  >[0])

/** One payment whose saga waits, and all that its callbacks come to. */
async function outcomeOf(callbacks: readonly Callback[]) {
  const orderId = newId()
  const order = { orderId, customerId: 'customer-1', status: 'PENDING', total: { amount: 1999, currency: 'USD' } }
  const { id } = await openPayment(order, undefined, someDeps())
  await awaitPayment({ orderId, correlationId: 'c', taskToken: orderId }, { awsRequestId: 'request-1' })

  const answers = await deliverThrice(callbacks, ({ event, status, secret = 'new', age = 0 }) =>
    world.callback(id, status, { eventId: `${id}-${event}`, secret, at: new Date(Date.now() - age * 60_000) }),
  )
  const events = (await eventsOf(orderId)).filter(({ name }) => name !== 'PaymentCreated')
  await deliverThrice(events, hearOf)

  const { status, chargeId, refunded, failureReason } = (await getPayment(id))!
  return {
    payment: { status, charged: chargeId === `ch_${id}`, refunded, failureReason },
    events: events.map(({ name }) => name).sort(),
    saga: told.get(orderId),
    answers: answers.map((answer) => answer.status).sort(),
  }
}

const outcomesOfEveryOrder = async (callbacks: readonly Callback[]) =>
  different(await outcomesOf(ordersToTry(callbacks), outcomeOf))

const times = (count: number, status: number) => Array.from({ length: count }, () => status)
const captured = { status: 'CAPTURED', charged: true, refunded: 0, failureReason: undefined }

describe('every order of five callbacks, each three times,', () => {
  it('captures a payment once and resumes its saga once, signed with the new secret or the old one', async () => {
    const callbacks = [
      aCallback('pending'),
      old('requires_action'),
      aCallback('authorized'),
      old('captured'),
      aCallback('captured', { event: 'captured-again' }),
    ]

    expect(await outcomesOfEveryOrder(callbacks)).toEqual([
      { payment: captured, events: ['PaymentCaptured'], saga: 'success', answers: times(15, 200) },
    ])
  })

  it('declines a payment once, whatever a forged capture among them says', async () => {
    const callbacks = [aCallback('pending'), old('requires_action'), aCallback('authorized'), old('failed'), forged]

    expect(await outcomesOfEveryOrder(callbacks)).toEqual([
      {
        payment: { status: 'FAILED', charged: true, refunded: 0, failureReason: 'declined' },
        events: ['PaymentFailed'],
        saga: 'failure',
        answers: [...times(12, 200), ...times(3, 401)],
      },
    ])
  })

  it('voids a payment once, whatever a capture recorded more than five minutes ago says', async () => {
    const callbacks = [aCallback('pending'), old('requires_action'), aCallback('authorized'), old('voided'), stale]

    expect(await outcomesOfEveryOrder(callbacks)).toEqual([
      {
        payment: { status: 'VOIDED', charged: true, refunded: 0, failureReason: undefined },
        events: ['PaymentVoided'],
        saga: undefined,
        answers: [...times(12, 200), ...times(3, 401)],
      },
    ])
  })

  it('keeps the money of a capture that follows or overtakes a failure, and tells each of both at most once', async () => {
    const callbacks = ['pending', 'requires_action', 'authorized', 'failed', 'captured'].map((each) => aCallback(each))

    const outcomes = await outcomesOfEveryOrder(callbacks)

    expect(different(outcomes.map(({ payment }) => payment))).toEqual([captured])
    // A failure is told when it was heard before the capture: then the saga ends with it and the money goes back.
    expect(new Set(outcomes.map(({ events, saga }) => `${saga}: ${events.join(', ')}`))).toEqual(
      new Set(['success: PaymentCaptured', 'failure: PaymentCaptured, PaymentFailed']),
    )
  })
})
