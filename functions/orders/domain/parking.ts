/** Orders whose checkout could neither be finished nor undone: parked for a person, and retried. Pure. */
import { OrderNeedsAttention, OrderRetryRequested } from '../../../contracts/events/index.ts'
import { Problem } from '../../shared/errors.ts'
import { type CheckoutFailure, withoutInternals } from './checkout-failure.ts'
import { type Move, move, type OrderChange, updated } from './move.ts'
import type { Attention, Order } from './order.ts'
import { isPayable, statusBefore } from './status.ts'

/** Longer than a retry may take: from then on another is no second one. */
const RETRY_MINUTES = 15

/** The error by which the state machine says that only the promise to the customer is missing. */
export const PROMISE_NOT_MADE = 'PromiseNotMade'

/** The error of a cancellation that came too late. */
const PARCEL_GONE = 'ShipmentDispatched'

/** For people; by the state of the checkout that got stuck. */
const reasons: Readonly<Record<string, string>> = {
  CancelShipment: 'The shipment could not be cancelled',
  ReturnPayment: 'The payment could not be given back',
  ReleaseStock: 'The stock could not be given back',
  CloseOrder: 'The order could not be closed',
  AnnounceOrder: 'The confirmation could not be made',
}

export interface Parking {
  /** What ended the checkout. */
  readonly failure: CheckoutFailure
  /** The error by the state that got stuck. */
  readonly stuck: Readonly<Record<string, CheckoutFailure>>
}

export const reasonOf = ({ step, error }: Pick<Attention, 'step' | 'error'>): string =>
  `${reasons[step] ?? 'The checkout could not be finished'} (${error})`

/** Once for each time that it gets stuck, or that something else is; undefined for a repetition. */
export function park(order: Order, { failure, stuck }: Parking, at: string): OrderChange | undefined {
  const isParked = order.status === 'NEEDS_ATTENTION'
  const [step = 'Unknown', error = failure] = Object.entries(stuck)[0] ?? []
  const isKnown = order.attention?.error === error.Error || isParkedForParcel(order)
  if (isParked && isKnown && !order.attention?.retryRequestedAt) return undefined
  const attention: Attention = {
    step,
    error: error.Error,
    failure: withoutInternals(failure),
    since: (isParked ? order.attention?.since : undefined) ?? at,
    retries: order.attention?.retries ?? 0,
  }
  const reason = reasonOf(attention)
  if (!isParked) {
    const parked = move(order, {
      to: 'NEEDS_ATTENTION',
      mover: 'checkout',
      by: 'checkout',
      at,
      failure: reason,
      reason,
    })
    return { order: { ...parked.order, attention }, events: parked.events }
  }
  const { id: orderId, number, customerId } = order
  return {
    order: updated(order, at, { attention, history: [...order.history, entryOf(order, 'checkout', at, reason)] }),
    events: [{ definition: OrderNeedsAttention, data: { orderId, number, customerId, reason } }],
  }
}

/**
 * Staff want the checkout of a parked order to go on. Undefined while an earlier retry is under way.
 * @throws {Problem} ILLEGAL_TRANSITION
 */
export function requestRetry(order: Order, by: string, at: string): OrderChange | undefined {
  const { attention } = order
  if (order.status !== 'NEEDS_ATTENTION' || !attention) {
    throw new Problem(
      'ILLEGAL_TRANSITION',
      `An order that is ${order.status} has nothing to retry: only a parked one has.`,
    )
  }
  if (isUnderWay(attention, at)) return undefined
  const retry = attention.retries + 1
  const { id: orderId, number, customerId } = order
  return {
    order: updated(order, at, {
      attention: { ...attention, retries: retry, retryRequestedAt: at },
      history: [...order.history, entryOf(order, by, at, 'Retried')],
    }),
    events: [
      {
        definition: OrderRetryRequested,
        data: { orderId, number, customerId, retry, failure: attention.failure },
      },
    ],
  }
}

const isUnderWay = ({ retryRequestedAt }: Attention, at: string): boolean =>
  retryRequestedAt !== undefined && Date.parse(at) - Date.parse(retryRequestedAt) < RETRY_MINUTES * 60_000

/** The parcel left, whatever was given back: a person has to ask for the goods or the money. */
export function parkForParcel(order: Order, at: string): OrderChange | undefined {
  const failure = { Error: PARCEL_GONE }
  return park(order, { failure, stuck: { CancelShipment: failure } }, at)
}

export const isParkedForParcel = ({ status, attention }: Order): boolean =>
  status === 'NEEDS_ATTENTION' && attention?.failure.Error === PARCEL_GONE

/** What a checkout does with an order that had ended when it was parked: its customer was told then. */
export const backToItsEnd = (order: Order, at: string): OrderChange | undefined => {
  const waitsForPerson = isParkedForParcel(order) && !order.attention?.retryRequestedAt
  return order.status === 'NEEDS_ATTENTION' && !waitsForPerson ? unparked(order, at) : undefined
}

/** Back where it was, with nothing to tell: what is told of that status was told. */
export const unparked = (order: Order, at: string, by = 'checkout', reason = 'Retried'): OrderChange => {
  const back = { ...order, status: statusBefore(order) }
  return {
    order: updated(back, at, { history: [...order.history, entryOf(back, by, at, reason)] }),
    events: [],
  }
}

/** Staff did by hand what was owed: it is where it was before. Undefined when it was parked from elsewhere, or before it was paid. */
export const seenTo = (
  order: Order,
  { to, by, at, reason = 'Seen to' }: Pick<Move, 'to' | 'by' | 'at' | 'reason'>,
): OrderChange | undefined =>
  order.status === 'NEEDS_ATTENTION' && statusBefore(order) === to && !isPayable(to)
    ? unparked(order, at, by, reason)
    : undefined

/** What the checkout took is to come back by a retry, or by a person: money that came back is a part of that, not its end. */
export const isBeingUndone = ({ status, attention }: Order): boolean =>
  status === 'NEEDS_ATTENTION' && attention !== undefined && attention.failure.Error !== PROMISE_NOT_MADE

const entryOf = ({ status }: Order, by: string, at: string, reason: string) => ({ status, at, by, reason })
