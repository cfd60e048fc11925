/** One customer in the crowd, as an impatient storefront would do it: order, see that it is reserved, pay, see that it is paid. */
import type { Api, ApiAnswer } from '../api.ts'

export type Ending = 'paid' | 'sold out' | 'lost the race' | 'declined' | 'broken'

export interface Outcome {
  readonly ending: Ending
  /** `performance.now()` when the customer knew. */
  readonly toldAt: number
  readonly orderId?: string
  readonly paymentId?: string
  /** What was wrong, of `broken`. */
  readonly problem?: string
}

/** What was seen besides answers; counts of one run. */
export interface Counts {
  throttled: number
  errors: number
  inProgress: number
  replayed: number
}

export interface Buyer {
  readonly api: Api
  readonly sku: string
  readonly key: string
  readonly isDeclined: boolean
  readonly counts: Counts
  /** The first of an order's submissions that was accepted pays it; the others see the same order. */
  readonly isFirst: (orderId: string) => boolean
}

/** For so long a client repeats what was answered with "again", with the same Idempotency-Key. */
const PATIENCE_MS = 60_000
const GIVE_UP_MS = 90_000

const shippingAddress = {
  recipient: 'Flash Buyer',
  phone: '+1 202 555 0100',
  line1: '1 Sale Street',
  city: 'Portsmouth',
  postalCode: '03801',
  country: 'US',
}

/** @returns undefined for a repeated submission of an order that another one follows */
export async function buy(buyer: Buyer): Promise<Outcome | undefined> {
  const { api, sku, key, isFirst } = buyer
  const body = { shippingAddress, items: [{ sku, quantity: 1 }] }
  const placed = await send(buyer, 'POST', '/api/orders', body, { 'idempotency-key': key })
  const told = performance.now()
  if (placed.status === 409 && placed.body.code === 'OUT_OF_STOCK') return { ending: 'sold out', toldAt: told }
  if (placed.status !== 201) return broken(placed)
  if (placed.headers.get('idempotent-replayed') !== null) buyer.counts.replayed++
  const orderId: string = placed.body.order.id
  if (!isFirst(orderId)) return undefined
  const reserved = await untilLeaves(buyer, orderId, ['PENDING'])
  if (reserved.ending) return { ...reserved.ending, orderId }
  const paid = await send(
    buyer,
    'POST',
    '/api/payments',
    { orderId, method: { type: 'card', token: buyer.isDeclined ? 'tok_declined' : 'tok_visa' } },
    { 'idempotency-key': `${key}-payment` },
  )
  if (paid.status !== 201) return { ...broken(paid), orderId }
  const settled = await untilLeaves({ ...buyer, api }, orderId, ['PENDING', 'AWAITING_PAYMENT'])
  return { ...(settled.ending ?? broken(paid)), orderId, paymentId: paid.body.payment.id }
}

const endings: Readonly<Record<string, Ending>> = {
  PAID: 'paid',
  CANCELLED: 'lost the race',
  PAYMENT_FAILED: 'declined',
}

/** Looks at the order until it has another status. */
async function untilLeaves(
  buyer: Buyer,
  orderId: string,
  statuses: readonly string[],
): Promise<{ ending?: Pick<Outcome, 'ending' | 'toldAt' | 'problem'> }> {
  const started = performance.now()
  for (let pause = 400; ; pause = Math.min(pause * 1.5, 3000)) {
    const seen = await send(buyer, 'GET', `/api/orders/${orderId}`)
    const toldAt = performance.now()
    if (seen.status !== 200) return { ending: broken(seen) }
    const { status } = seen.body.order
    if (!statuses.includes(status)) {
      const ending = endings[status]
      return ending ? { ending: { ending, toldAt } } : {}
    }
    if (toldAt - started > GIVE_UP_MS) {
      return { ending: { ending: 'broken', toldAt, problem: `the order ${orderId} stayed ${status}` } }
    }
    await delay(pause)
  }
}

const broken = (answer: ApiAnswer): Outcome => ({
  ending: 'broken',
  toldAt: performance.now(),
  problem: `${answer.status} ${answer.body?.code ?? answer.body?.order?.status}: ${answer.body?.detail ?? ''}`,
})

async function send(
  { api, counts }: Buyer,
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<ApiAnswer> {
  const started = performance.now()
  for (let pause = 200; ; pause = Math.min(pause * 1.5, 3000)) {
    const answer = await api.sendOnce({ method, path, headers, ...(body ? { body } : {}) })
    const isInProgress = answer.status === 409 && answer.body?.code === 'IDEMPOTENCY_IN_PROGRESS'
    if (isInProgress) counts.inProgress++
    else if (answer.status === 429) counts.throttled++
    else if (answer.status >= 500) counts.errors++
    else return answer
    if (performance.now() - started > PATIENCE_MS) return answer
    const asked = isInProgress ? 0 : Number(answer.headers.get('retry-after') ?? 0) * 1000
    await delay(Math.max(asked, pause) * (0.5 + Math.random()))
  }
}

const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
