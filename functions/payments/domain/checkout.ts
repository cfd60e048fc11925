import type { Money } from '../../../contracts/money.ts'

export type Outcome =
  | { readonly kind: 'captured'; readonly paymentId: string; readonly amount: Money }
  | { readonly kind: 'failed'; readonly paymentId: string; readonly reason: string }
  /** There is nothing to pay. */
  | { readonly kind: 'waived' }

/** Where an order's waiting saga and its payment meet; either may come first. */
export interface Checkout {
  readonly orderId: string
  /** The payment of the order. */
  readonly paymentId?: string
  /** The saga waits at one of them; those of attempts before it are dead. */
  readonly taskTokens?: readonly string[]
  readonly outcome?: Outcome
  /** Why the order takes no money any more. */
  readonly closed?: string
}

export type TaskResult =
  | { readonly kind: 'success'; readonly output: { paymentId: string | null; amount?: Money } }
  | { readonly kind: 'failure'; readonly error: 'PaymentFailed' | 'OrderCancelled'; readonly cause: string }

/** What to tell the waiting saga, or undefined while there is nothing to tell or nobody waits. */
export function taskResultOf(checkout: Checkout): TaskResult | undefined {
  const { closed, outcome } = checkout
  if (checkout.taskTokens === undefined) return undefined
  if (closed !== undefined) return { kind: 'failure', error: 'OrderCancelled', cause: closed }
  if (outcome === undefined) return undefined
  if (outcome.kind === 'failed') return { kind: 'failure', error: 'PaymentFailed', cause: outcome.reason }
  if (outcome.kind === 'waived') return { kind: 'success', output: { paymentId: null } }
  return { kind: 'success', output: { paymentId: outcome.paymentId, amount: outcome.amount } }
}
