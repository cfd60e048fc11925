/** A customer who does not give up: asks again, with the same idempotency key, until the shop answers. */
import { randomUUID } from 'node:crypto'
import { ProblemError } from '../../../client/index.ts'
import type { Api } from '../api.ts'

export interface Purchase {
  readonly orderId: string
  readonly paymentId: string | undefined
}

/** Longer than a chain takes: each kill cuts off who asks, and how long orders may take is judged after the last restart. */
const PATIENCE_MS = 900_000
const PAUSE_MS = 100

export async function persistently<Answer>(what: string, ask: () => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      const isFinal = error instanceof ProblemError && error.status < 500 && error.code !== 'IDEMPOTENCY_IN_PROGRESS'
      if (isFinal || Date.now() > deadline) throw new Error(`${what}: ${(error as Error).message}`, { cause: error })
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}

/** @param thinking what the customer does between placing the order and paying it */
export async function buy(
  customer: Api,
  sku: string,
  token: string,
  thinking: () => Promise<void> = async () => {},
): Promise<Purchase> {
  const [orderKey, paymentKey] = [randomUUID(), randomUUID()].map((key) => ({ 'idempotency-key': key }))
  const body = { items: [{ sku, quantity: 1 }], shippingAddress: address }
  const { order } = await persistently('placing an order', () => post(customer, '/api/orders', body, orderKey))
  await thinking()
  const paying = { orderId: order.id, method: { type: 'card', token } }
  const answer = await persistently('paying', () => post(customer, '/api/payments', paying, paymentKey)).catch(
    (error: Error) => {
      // The saga may have turned back before the customer came to pay.
      if ((error.cause as ProblemError | undefined)?.code === 'ORDER_NOT_PAYABLE') return undefined
      throw error
    },
  )
  return { orderId: order.id, paymentId: answer?.payment.id }
}

/** Once, whatever the answer: the pause that a 503 asks for, as while the shop starts, would only make the matrix slower. */
async function post(customer: Api, path: string, body: object, headers: Record<string, string> = {}) {
  const answer = await customer.sendOnce({ method: 'POST', path, body, headers })
  if (answer.status < 300) return answer.body
  throw new ProblemError(`POST ${path}`, answer.status, answer.body)
}

const address = {
  recipient: 'Crash Matrix',
  phone: '+1 202 555 0100',
  line1: '9 Kill Street',
  city: 'Springfield',
  region: 'IL',
  postalCode: '62701',
  country: 'US',
}
