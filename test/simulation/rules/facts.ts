/** What the tables say, in the shapes that the rules compare. */
import type { World } from '../world/world.ts'

export interface OrderFacts {
  readonly id: string
  readonly number: string
  /** Which purchase it came of. */
  readonly note: string
  readonly status: string
  readonly total: { readonly amount: number }
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
  readonly returned?: Readonly<Record<string, number>>
  readonly history: readonly { readonly status: string }[]
  readonly version: number
  readonly createdAt: string
}

export interface StockFacts {
  readonly sku: string
  readonly onHand: number
  readonly reserved: number
  readonly available: number
}

export interface LedgerFacts {
  readonly sku: string
  readonly onHandDelta: number
  readonly reservedDelta: number
}

export interface PaymentFacts {
  readonly id: string
  readonly orderId: string
  readonly status: string
  readonly amount: { readonly amount: number }
  readonly refunded: number
}

export interface ChargeFacts {
  readonly id: string
  /** The payment's id. */
  readonly reference: string
  readonly status: string
  readonly amount: number
  readonly refunded: number
}

export interface ParcelFacts {
  /** The shipment's id, which names the order. */
  readonly reference: string
  readonly status: string
}

const typed = <Facts>(world: World, table: string, prefix: string, sk: (sk: string) => boolean): Facts[] =>
  [...world.database.all(table, prefix)].filter((item) => sk(String(item.sk))) as unknown as Facts[]

export const ordersOf = (world: World) => typed<OrderFacts>(world, 'orders', 'ORDER#', (sk) => sk === 'ORDER')
export const paymentsOf = (world: World) => typed<PaymentFacts>(world, 'payments', 'PAYMENT#', (sk) => sk === 'PAYMENT')
/** The provider's own books. */
export const chargesOf = (world: World) => typed<ChargeFacts>(world, 'simulators', 'CHARGE#', (sk) => sk === 'CHARGE')
/** The carrier's own books. */
export const parcelsOf = (world: World) =>
  typed<ParcelFacts>(world, 'simulators', 'SHIPMENT#', (sk) => sk === 'SHIPMENT')

/** What is out of the order's hands by now: sent goods are not back unless they are returned. */
export const GOODS_OUT: readonly string[] = ['PAID', 'SHIPPED', 'DELIVERED', 'COMPLETED']

export const wasSent = ({ history }: OrderFacts): boolean =>
  history.some(({ status }) => status === 'SHIPPED' || status === 'DELIVERED')

/** How far the goods are, where the status itself speaks of money or trouble. */
export function stageOf({ status, history }: OrderFacts): string {
  if (status !== 'PARTIALLY_REFUNDED' && status !== 'REFUNDED' && status !== 'NEEDS_ATTENTION') return status
  const stages = [...GOODS_OUT, 'CANCELLED', 'PAYMENT_FAILED']
  return history.findLast((entry) => stages.includes(entry.status))?.status ?? status
}
