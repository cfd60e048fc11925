import { holdStock, releaseHold } from '../../../contracts/internal/index.ts'
import type { Deps } from '../../shared/deps.ts'
import { Problem } from '../../shared/errors.ts'
import { call } from '../../shared/internal.ts'
import type { TransactItem } from '../../shared/table.ts'
import { applyCoupon } from '../coupons.ts'
import { assertInStock, newOrder } from '../domain/new-order.ts'
import type { Order } from '../domain/order.ts'
import { type Limits, limitedUnits, linesOverLimit, purchaseLimit } from '../domain/purchase-limit.ts'
import { type PricedLine, subtotalOf } from '../domain/totals.ts'
import { CouponChanged, countPurchases, LimitPassed, saveNewOrder } from '../table.ts'
import type { Prepared } from './prepare.ts'
import * as soldOut from './sold-out.ts'

/** Changes of a coupon's terms, or of what a customer has left of a limit, that an order bears while it is placed. */
const MAX_ATTEMPTS = 3

type Request = Pick<Parameters<typeof newOrder>[0], 'customerId' | 'by' | 'note'> & {
  /** The same when it is repeated. */
  readonly id: string
}

/**
 * Holds the stock, then writes the order with the use of its coupon and the count of what is limited. Whoever comes too late
 * is told at once, and nobody waits for a checkout that must end in vain.
 * @throws {Problem} a `CouponProblem`, OUT_OF_STOCK, PURCHASE_LIMIT; then nothing is placed and nothing held.
 */
export async function place(prepared: Prepared, request: Request, answer: Answer, deps: Deps): Promise<Order> {
  const stock = stockOf(request.id, prepared.lines, deps)
  try {
    return await write(prepared, request, stock, answer, deps)
  } catch (error) {
    if (isRefusal(error) && stock.isHeld() && !(await answer.isGiven())) await stock.giveBack()
    throw error
  }
}

/** The one answer to the request and its repetitions, which share their hold. */
interface Answer {
  /** The write that remembers it. */
  record(order: Order): TransactItem
  /** By a repetition that was faster. */
  isGiven(): Promise<boolean>
}

/** We wrote nothing. After any other error we may have: the hold is left to run out. */
const isRefusal = (error: unknown) => error instanceof Problem && error.status < 500

function stockOf(requestId: string, lines: readonly PricedLine[], { newId, correlationId }: Deps) {
  let heldBy: string | undefined
  return {
    /** @returns the id of the order to write @throws {Problem} OUT_OF_STOCK naming each line */
    async hold(): Promise<string> {
      if (heldBy !== undefined) return heldBy
      const items = lines.map(({ sku, quantity }) => ({ sku, quantity }))
      const { orderId, shortages } = await call(holdStock, { requestId, orderId: newId(), correlationId, items })
      soldOut.remember(shortages)
      assertInStock(shortages)
      heldBy = orderId
      return orderId
    },
    isHeld: () => heldBy !== undefined,
    async giveBack(): Promise<void> {
      // What cannot be given back runs out.
      if (heldBy !== undefined) await call(releaseHold, { orderId: heldBy, because: 'refused' }).catch(() => {})
    },
  }
}

async function write(
  { lines, limits, shippingAddress, cart, couponCode }: Prepared,
  request: Request,
  stock: ReturnType<typeof stockOf>,
  { record }: Answer,
  deps: Deps,
): Promise<Order> {
  const limited = limitedUnits(lines, limits)
  for (let attempt = 1; ; attempt++) {
    const subtotal = subtotalOf(lines)
    const applied = couponCode ? await applyCoupon(couponCode, { subtotal, ...request }, deps.now) : undefined
    const order = newOrder({
      ...request,
      id: await stock.hold(),
      lines,
      shippingAddress,
      coupon: applied && { use: { id: applied.coupon.id, code: applied.coupon.code }, reduction: applied.reduction },
      limited,
      at: deps.now.toISOString(),
    })
    try {
      await saveNewOrder(order, { cart, coupon: applied?.coupon, limits }, record(order), deps)
      return order
    } catch (error) {
      if (error instanceof LimitPassed) await assertWithinLimits(order, limits, attempt === MAX_ATTEMPTS)
      else if (!(error instanceof CouponChanged) || attempt === MAX_ATTEMPTS) throw error
    }
  }
}

/**
 * Names every line that is over its limit by now. It may be none: another order has given units back meanwhile.
 * @throws {Problem} PURCHASE_LIMIT
 */
async function assertWithinLimits({ customerId, lines }: Order, limits: Limits, isLast: boolean): Promise<void> {
  const errors = linesOverLimit(lines, limits, await countPurchases(customerId, [...limits.keys()]))
  if (errors.length > 0 || isLast) throw purchaseLimit(errors)
}
