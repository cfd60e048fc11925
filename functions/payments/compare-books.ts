/** Compares the books of orders placed in a span of time, and puts right what is safe. */
import { getHolds, pageOrders, releaseHold } from '../../contracts/internal/index.ts'
import type { Deps } from '../shared/deps.ts'
import { call } from '../shared/internal.ts'
import { logger } from '../shared/observability/logger.ts'
import { type Books, type Difference, differencesOf, type Repair } from './domain/books.ts'
import { refundable } from './domain/payment.ts'
import { paymentProvider } from './providers/index.ts'
import { closeAndReturn } from './return-money.ts'
import { settle } from './settle.ts'
import { getCheckout, getPayment, recordOutcome } from './table.ts'
import { resumeSaga } from './task-result.ts'

/** Orders that one step of a comparison reads; with questions to the provider it takes a few seconds. */
const PAGE = 50
/** Orders looked at together: the provider must not be flooded. */
const WIDTH = 5

export interface Span {
  /** ISO 8601 UTC; by when orders were placed. */
  readonly from: string
  readonly before: string
  readonly after?: string | undefined
}

export type Found = Difference & { readonly outcome: 'repaired' | 'failed' | 'open' }

export interface Comparison {
  readonly orders: number
  readonly found: readonly Found[]
  /** Where the next page begins; absent at the end. */
  readonly next?: string | undefined
}

/** @param repair false only looks */
export async function comparePage(span: Span, repair: boolean, deps: Deps): Promise<Comparison> {
  const { orders, next } = await call(pageOrders, {
    placedFrom: span.from,
    placedBefore: span.before,
    limit: PAGE,
    ...(span.after ? { after: span.after } : {}),
  })
  if (orders.length === 0) return { orders: 0, found: [] }
  const { holds } = await call(getHolds, { orderIds: orders.map(({ orderId }) => orderId) })
  const found: Found[] = []
  for (let start = 0; start < orders.length; start += WIDTH) {
    const compared = await Promise.all(
      orders.slice(start, start + WIDTH).map(async (order) => {
        const hold = holds.find(({ orderId }) => orderId === order.orderId)
        return compareOne({ order, hold }, repair, deps)
      }),
    )
    found.push(...compared.flat())
  }
  return { orders: orders.length, found, next }
}

async function compareOne(known: Pick<Books, 'order' | 'hold'>, repair: boolean, deps: Deps): Promise<Found[]> {
  const { orderId } = known.order
  const paymentId = (await getCheckout(orderId))?.paymentId
  const payment = paymentId ? await getPayment(paymentId) : undefined
  const charge = payment && (await chargeOf(payment))
  const books: Books = { ...known, payment, charge }
  const found: Found[] = []
  for (const difference of differencesOf(books, deps.now)) {
    const outcome = difference.repair && repair ? await attempt(difference.repair, books, deps) : 'open'
    logger.warn('books differ', { ...difference, outcome })
    found.push({ ...difference, outcome })
  }
  return found
}

/** Undefined when the provider does not answer: then nothing is said about it. */
async function chargeOf(payment: NonNullable<Books['payment']>) {
  try {
    return (await paymentProvider().find(payment)) ?? null
  } catch (error) {
    logger.warn('the provider did not say what it has', { paymentId: payment.id, error: (error as Error).name })
    return undefined
  }
}

async function attempt(repair: Repair, books: Books, deps: Deps): Promise<Found['outcome']> {
  try {
    return (await repairs[repair](books, deps)) === false ? 'open' : 'repaired'
  } catch (error) {
    logger.error('a difference could not be repaired', { orderId: books.order.orderId, repair, error: error as Error })
    return 'failed'
  }
}

/** Each is what the lost message would have done; the order follows by the events. `false`: the difference is still there. */
const repairs: Readonly<Record<Repair, (books: Books, deps: Deps) => Promise<unknown>>> = {
  settle: ({ payment, charge }, deps) => settle(payment!, charge!, deps),
  resume: async ({ order, payment }) => {
    const { id: paymentId, amount } = payment!
    return resumeSaga(await recordOutcome(order.orderId, { kind: 'captured', paymentId, amount }))
  },
  refund: async ({ order, payment }, deps) => {
    await closeAndReturn(order.orderId, 'reconciliation: the order is closed', deps)
    const after = await getPayment(payment!.id)
    return after !== undefined && refundable(after) === 0
  },
  release: ({ order }) => call(releaseHold, { orderId: order.orderId, because: 'closed' }),
}
