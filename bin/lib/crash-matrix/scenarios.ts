/** Ways that a purchase can go; together they pass through each state of the checkout that moves something. */
import type { FaultInput } from '../../../localstack/embedded/faults/fault.ts'

export interface Scenario {
  readonly name: string
  /** Cards of the purchases that are in flight together. */
  readonly tokens: readonly string[]
  /** What else is wrong, so that the saga turns back where the scenario wants it. */
  readonly faults: readonly FaultInput[]
  /** How an order may end, and whether its money stays. */
  readonly ends: readonly string[]
}

/** Statuses of an order whose money and goods are gone for good. */
export const paid: readonly string[] = ['PAID', 'SHIPPED', 'DELIVERED', 'COMPLETED']
const refusal = (name: string, errorName: string): FaultInput => ({ kind: 'error', function: name, errorName })

export const scenarios: readonly Scenario[] = [
  { name: 'paid', tokens: ['tok_visa', 'tok_slow'], faults: [], ends: paid },
  { name: 'declined', tokens: ['tok_declined'], faults: [], ends: ['PAYMENT_FAILED'] },
  {
    name: 'paid too late',
    tokens: ['tok_visa'],
    faults: [refusal('tradewind-local-inventory-steps-commit-stock', 'HoldExpired')],
    ends: ['CANCELLED'],
  },
  {
    name: 'not shippable',
    tokens: ['tok_visa'],
    faults: [refusal('tradewind-local-shipping-steps-request-shipment', 'ShipmentRefused')],
    ends: ['CANCELLED', 'REFUNDED'],
  },
]
