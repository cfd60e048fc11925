/** What a return does to its order, and what it gives back. Pure. */
import { OrderReturned } from '../../../../contracts/events/index.ts'
import type { Money } from '../../../../contracts/money.ts'
import type { OrderStatus } from '../../../../contracts/order-status.ts'
import { type FieldError, Problem } from '../../../shared/errors.ts'
import { add, allocate, min, subtract, sum, zero } from '../../../shared/money.ts'
import { type OrderChange, updated } from '../move.ts'
import type { Order, OrderLine } from '../order.ts'
import { stageOf } from '../status.ts'
import type { OrderReturn, ReturnLine } from './order-return.ts'

export interface Units {
  readonly sku: string
  readonly quantity: number
}

export interface ReturnChange extends OrderChange {
  readonly orderReturn: OrderReturn
}

/** The goods have left: before that an order is cancelled. */
const returnable: readonly OrderStatus[] = ['SHIPPED', 'DELIVERED', 'COMPLETED']

/** @throws {Problem} ORDER_NOT_RETURNABLE, RETURN_EXCEEDS_ORDER naming each sku */
export function returnGoods(
  order: Order,
  wanted: readonly Units[],
  request: Pick<OrderReturn, 'id' | 'reason' | 'by' | 'answeredIn'>,
  at: string,
): ReturnChange {
  assertReturnable(order)
  const units = merged(wanted)
  assertBought(order, units)
  const before = order.returned ?? {}
  const after = { ...before }
  for (const { sku, quantity } of units) after[sku] = (after[sku] ?? 0) + quantity
  const lines = units.map(({ sku, quantity }): ReturnLine => {
    const line = order.lines.find((each) => each.sku === sku)!
    return { sku, quantity, refund: subtract(refundOf(line, after[sku]!), refundOf(line, before[sku] ?? 0)) }
  })
  const { currency } = order.total
  const isWhole = order.lines.every((line) => after[line.sku] === line.quantity)
  const shippingRefund = isWhole ? add(order.shippingFee, order.shippingTax) : zero(currency)
  const due = sum([...lines.map((line) => line.refund), shippingRefund], currency)
  const refund = min(due, left(order))
  const orderReturn: OrderReturn = {
    ...request,
    orderId: order.id,
    lines,
    shippingRefund,
    due,
    refund,
    status: 'PENDING',
    createdAt: at,
  }
  const { id: orderId, number, customerId } = order
  const data = { orderId, number, customerId, returnId: request.id, items: units, refund }
  return {
    order: updated(order, at, { returned: after }),
    events: [{ definition: OrderReturned, data }],
    orderReturn,
  }
}

/**
 * What so many units of a line cost together, by largest remainder. Differences of it are what each return gives back, so that
 * all units come to exactly what the line cost, in however many returns.
 */
export function refundOf(line: OrderLine, units: number): Money {
  const cost = add(subtract(line.lineTotal, line.discount), line.tax)
  return allocate(cost, [units, line.quantity - units])[0]!
}

/** What refunds have left of the payment, as far as the order knows; the payment itself has the last word. */
function left({ payment, total }: Order): Money {
  return payment ? subtract(payment.amount, payment.refunded) : total
}

function assertReturnable(order: Order): void {
  if (returnable.includes(stageOf(order)) && order.status !== 'NEEDS_ATTENTION') return
  throw new Problem(
    'ORDER_NOT_RETURNABLE',
    `The order is ${order.status}. What was shipped can be returned; cancel an order that was not.`,
  )
}

function assertBought(order: Order, units: readonly Units[]): void {
  const errors = units.flatMap(({ sku, quantity }): FieldError[] => {
    const bought = order.lines.find((line) => line.sku === sku)?.quantity ?? 0
    const rest = bought - (order.returned?.[sku] ?? 0)
    return quantity > rest ? [{ path: sku, message: `${quantity} returned, ${rest} of ${bought} are left` }] : []
  })
  if (errors.length === 0) return
  throw new Problem('RETURN_EXCEEDS_ORDER', 'More would be returned than was bought; see errors.', { errors })
}

function merged(units: readonly Units[]): Units[] {
  const quantities = new Map<string, number>()
  for (const { sku, quantity } of units) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity)
  return [...quantities].map(([sku, quantity]) => ({ sku, quantity }))
}
