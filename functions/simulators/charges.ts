import { randomBytes } from 'node:crypto'
import type { Deps } from '../shared/deps.ts'
import { notFound, Problem } from '../shared/errors.ts'
import { enqueue } from '../shared/worker.ts'
import { behaviourOf, type Charge, canVoid, type PlannedCallback } from './domain/charge.ts'
import * as table from './table.ts'
import { chargeView } from './views.ts'
import { sendPaymentCallback } from './workers/send-payment-callback/worker.ts'

interface ChargeRequest {
  readonly amount: number
  readonly currency: string
  readonly token: string
  readonly reference: string
  readonly callbackUrl: string
}

/** Makes the charge once for an id and plans its callbacks. @throws {Problem} IDEMPOTENCY_KEY_REUSED */
export async function startCharge(id: string, { token, ...request }: ChargeRequest, deps: Deps) {
  const behaviour = behaviourOf(token)
  const charge: Charge = {
    id,
    ...request,
    status: behaviour.status,
    failureReason: behaviour.failureReason,
    actionId: behaviour.status === 'requires_action' ? randomBytes(16).toString('hex') : undefined,
    refunded: 0,
    createdAt: deps.now.toISOString(),
  }
  // First of all: a charge that waits would wait for ever when this dies between the two writes and nobody asks again. Of a
  // charge that was never made its callback says nothing.
  if (charge.status === 'pending') await planCallbacks(id, behaviour.callbacks)
  try {
    await table.createCharge(charge)
  } catch (error) {
    if (!(error instanceof table.Changed)) throw error
    return { answer: chargeView(await sameCharge(charge)), hangMs: 0 }
  }
  if (charge.status !== 'pending') await planCallbacks(id, behaviour.callbacks)
  const told = behaviour.answers ? { ...charge, status: behaviour.answers, failureReason: undefined } : charge
  return { answer: chargeView(told), hangMs: behaviour.hangMs ?? 0 }
}

async function sameCharge(charge: Charge): Promise<Charge> {
  const first = await table.getCharge(charge.id)
  if (first?.amount === charge.amount && first.reference === charge.reference) return first
  throw new Problem('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another charge.')
}

async function planCallbacks(chargeId: string, callbacks: readonly PlannedCallback[]): Promise<void> {
  for (const { delaySeconds, event, type, becomes } of callbacks) {
    await enqueue(sendPaymentCallback, { chargeId, eventId: `evt_${chargeId}_${event}`, type, becomes }, delaySeconds)
  }
}

/** What the payer did on the provider's page. Repeating it changes nothing. */
export async function completeAction(actionId: string, approved: boolean): Promise<Charge> {
  const charge = await table.getChargeOfAction(actionId)
  if (!charge) throw notFound('action')
  if (charge.status !== 'requires_action') return charge
  const done = await table.updateCharge(
    charge,
    approved ? { status: 'captured' } : { status: 'failed', failureReason: 'authentication_failed' },
  )
  await planCallbacks(charge.id, [{ type: approved ? 'charge.captured' : 'charge.failed', event: 1, delaySeconds: 0 }])
  return done
}

export async function voidCharge(id: string): Promise<Charge> {
  const charge = await table.getCharge(id)
  if (!charge) throw notFound('charge')
  if (charge.status === 'voided') return charge
  if (!canVoid(charge)) throw new Problem('ILLEGAL_TRANSITION', `The charge is ${charge.status}.`)
  return table.updateCharge(charge, { status: 'voided' })
}

interface RefundRequest {
  readonly charge: string
  readonly amount: number
  readonly currency: string
  readonly reference: string
}

/** Refunds once for an id. @throws {Problem} REFUND_EXCEEDS_PAYMENT, PAYMENT_NOT_REFUNDABLE, NOT_FOUND */
export async function refund(id: string, request: RefundRequest, deps: Deps): Promise<table.Refund> {
  // The charge first: what a twin of this request takes from it afterwards makes the write below fail, not the checks.
  const charge = await table.getCharge(request.charge)
  const known = await table.getRefund(id)
  if (known) return known
  if (!charge) throw notFound('charge')
  if (charge.status !== 'captured' || charge.currency !== request.currency) {
    throw new Problem('PAYMENT_NOT_REFUNDABLE', 'Only what was captured can be refunded, in the same currency.')
  }
  if (charge.refunded + request.amount > charge.amount) {
    throw new Problem('REFUND_EXCEEDS_PAYMENT', `Only ${charge.amount - charge.refunded} can be refunded.`)
  }
  const made = { id, ...request, status: 'succeeded', createdAt: deps.now.toISOString() } as const
  try {
    await table.createRefund(charge, made)
    return made
  } catch (error) {
    // Another refund of the charge, or this one by a repeated request, was first: look again.
    if (error instanceof table.Changed) return refund(id, request, deps)
    throw error
  }
}
