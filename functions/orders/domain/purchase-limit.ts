/** How much of a product one customer may buy, over all their orders and all its variants. Pure. */
import { type FieldError, Problem } from '../../shared/errors.ts'
import type { Quote } from './new-order.ts'
import type { OrderLine } from './order.ts'

/** Most units for a customer, by product id; products without a limit are absent. */
export type Limits = ReadonlyMap<string, number>

/** Units of a product that a customer's orders took, less those of orders that came to nothing. */
export interface Purchases {
  readonly productId: string
  readonly units: number
}

type Line = Pick<OrderLine, 'sku' | 'productId' | 'quantity'>

/** Each is a write of the order's transaction, which takes a hundred. */
export const MAX_LIMITED_PRODUCTS = 80

export const limitsOf = (quotes: readonly Quote[]): Limits =>
  new Map(
    quotes.flatMap(({ item }) => (item?.maxPerCustomer === undefined ? [] : [[item.productId, item.maxPerCustomer]])),
  )

/** Units of the order by product id, of products with a limit; undefined where there is none. @throws {Problem} VALIDATION_FAILED */
export function limitedUnits(lines: readonly Line[], limits: Limits): Record<string, number> | undefined {
  const units: Record<string, number> = {}
  for (const { productId, quantity } of lines.filter((line) => limits.has(line.productId))) {
    units[productId] = (units[productId] ?? 0) + quantity
  }
  const products = Object.keys(units).length
  if (products > MAX_LIMITED_PRODUCTS) {
    const most = `One order takes at most ${MAX_LIMITED_PRODUCTS} products with a purchase limit.`
    throw new Problem('VALIDATION_FAILED', `${most} Order in parts.`)
  }
  return products > 0 ? units : undefined
}

/** Lines of products of which the customer would have more than they may. @param bought units before, by product id */
export function linesOverLimit(
  lines: readonly Line[],
  limits: Limits,
  bought: ReadonlyMap<string, number>,
): FieldError[] {
  const units = limitedUnits(lines, limits) ?? {}
  return lines.flatMap(({ sku, productId }) => {
    const most = limits.get(productId)
    const before = bought.get(productId) ?? 0
    if (most === undefined || before + units[productId]! <= most) return []
    return [
      { path: sku, message: `at most ${most} for each customer, you can order ${Math.max(most - before, 0)} more` },
    ]
  })
}

export const purchaseLimit = (errors: readonly FieldError[]): Problem =>
  new Problem('PURCHASE_LIMIT', 'There is a limit of units for each customer on some lines; see errors.', {
    errors: [...errors],
  })
