import type { Money } from '../../../../contracts/money.ts'

/** PENDING until the money went back, or the provider refused and a person has to see to it. */
export const returnStatuses = ['PENDING', 'REFUNDED', 'REFUND_FAILED'] as const
export type ReturnStatus = (typeof returnStatuses)[number]

export interface ReturnLine {
  readonly sku: string
  readonly quantity: number
  /** Its share of what the line cost: total less discount, with tax. */
  readonly refund: Money
}

/** Goods of an order that came back. */
export interface OrderReturn {
  /** Also of its refund. */
  readonly id: string
  readonly orderId: string
  readonly lines: readonly ReturnLine[]
  /** The shipping fee with its tax, given back with the last units of the order. */
  readonly shippingRefund: Money
  /** Lines and shipping. */
  readonly due: Money
  /** What goes back of it: less where earlier refunds left less. */
  readonly refund: Money
  readonly status: ReturnStatus
  readonly reason: string
  /** `customer:<id>` or `staff:<id>`. */
  readonly by: string
  /** Where the answer to whoever asked for it is kept: its words are the return's. */
  readonly answeredIn?: { readonly pk: string; readonly sk: string } | undefined
  readonly createdAt: string
  readonly completedAt?: string | undefined
}
