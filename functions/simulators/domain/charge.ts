export type ChargeStatus = 'pending' | 'requires_action' | 'authorized' | 'captured' | 'failed' | 'voided'

export interface Charge {
  readonly id: string
  readonly reference: string
  readonly amount: number
  readonly currency: string
  readonly status: ChargeStatus
  readonly callbackUrl: string
  readonly failureReason?: string | undefined
  /** Unguessable: whoever has it is the payer. */
  readonly actionId?: string | undefined
  readonly refunded: number
  readonly createdAt: string
}

/** A callback to send; `becomes` is the status that the charge takes at that moment. */
export interface PlannedCallback {
  readonly type: 'charge.authorized' | 'charge.captured' | 'charge.failed'
  /** Deliveries of the same number are the same event. */
  readonly event: number
  readonly delaySeconds: number
  readonly becomes?: 'captured'
}

export interface Behaviour {
  readonly status: ChargeStatus
  /** What the client is told first, where that is not the status. */
  readonly answers?: ChargeStatus
  readonly failureReason?: string
  readonly callbacks: readonly PlannedCallback[]
  /** Milliseconds before the call answers. */
  readonly hangMs?: number
}

const captured = { type: 'charge.captured', event: 1, delaySeconds: 0 } as const
const declined = (failureReason: string): Behaviour => ({
  status: 'failed',
  answers: 'pending',
  failureReason,
  callbacks: [{ type: 'charge.failed', event: 1, delaySeconds: 0 }],
})

/** Longer than any client waits for its answer. */
const HANG_MS = 8000

const behaviours: Readonly<Record<string, Behaviour>> = {
  tok_visa: { status: 'captured', answers: 'pending', callbacks: [captured] },
  tok_declined: declined('card_declined'),
  tok_insufficient_funds: declined('insufficient_funds'),
  tok_3ds: { status: 'requires_action', callbacks: [] },
  tok_slow: { status: 'pending', callbacks: [{ ...captured, delaySeconds: 5, becomes: 'captured' }] },
  tok_duplicate: { status: 'captured', answers: 'pending', callbacks: [captured, captured, captured] },
  tok_disorder: {
    status: 'captured',
    answers: 'pending',
    callbacks: [
      { ...captured, event: 2 },
      { type: 'charge.authorized', event: 1, delaySeconds: 1 },
    ],
  },
  tok_timeout: {
    status: 'captured',
    answers: 'pending',
    callbacks: [{ ...captured, delaySeconds: 6 }],
    hangMs: HANG_MS,
  },
  tok_lost: { status: 'captured', answers: 'pending', callbacks: [] },
}

/** What a test token does. Unknown ones are declined. */
export const behaviourOf = (token: string): Behaviour =>
  Object.hasOwn(behaviours, token) ? behaviours[token]! : declined('invalid_token')

export const canVoid = (charge: Charge): boolean =>
  charge.status === 'pending' || charge.status === 'requires_action' || charge.status === 'authorized'
