/** Arithmetic on amounts of money: integer minor units, never a fraction, never two currencies at once. Pure. */
import type { Money } from '../../contracts/money.ts'

export const zero = (currency: string): Money => ({ amount: 0, currency })

export function add(left: Money, right: Money): Money {
  assertSameCurrency(left, right)
  return money(left.amount + right.amount, left.currency)
}

/** May be negative: the caller decides what that means. */
export function subtract(left: Money, right: Money): Money {
  assertSameCurrency(left, right)
  return money(left.amount - right.amount, left.currency)
}

/** @param currency of the answer, also when there is nothing to add. */
export const sum = (amounts: readonly Money[], currency: string): Money => amounts.reduce(add, zero(currency))

/** @param factor an integer, such as a quantity. */
export function multiply(amount: Money, factor: number): Money {
  if (!Number.isInteger(factor)) throw new RangeError(`Money is multiplied by integers, not by ${factor}`)
  return money(amount.amount * factor, amount.currency)
}

/** A share in basis points (1 % = 100), rounded half up to a minor unit. */
export function share(amount: Money, basisPoints: number): Money {
  if (!Number.isInteger(basisPoints)) throw new RangeError(`Basis points are integers, not ${basisPoints}`)
  // In two parts, so that the product of a large amount stays exact.
  const whole = Math.floor(amount.amount / 10_000) * basisPoints
  const rest = Math.floor(((amount.amount % 10_000) * basisPoints + 5_000) / 10_000)
  return money(whole + rest, amount.currency)
}

/**
 * Splits an amount in the ratio of the weights so that the parts add up to it exactly: every part is rounded down, and the
 * units left over go to the largest remainders, earlier ones first. With all weights zero the first part takes everything.
 *
 * @param weights integers, not negative; at least one
 */
export function allocate(amount: Money, weights: readonly number[]): Money[] {
  if (weights.length === 0) throw new RangeError('An amount is allocated to at least one part')
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) {
    throw new RangeError('Weights are integers and not negative')
  }
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (total === 0n) return weights.map((_, index) => money(index === 0 ? amount.amount : 0, amount.currency))
  const whole = BigInt(amount.amount)
  const parts = weights.map((weight, index) => {
    const product = whole * BigInt(weight)
    return { index, units: product / total, remainder: product % total }
  })
  let left = whole - parts.reduce((sum, part) => sum + part.units, 0n)
  const unit = left < 0n ? -1n : 1n
  for (const part of [...parts].sort(byRemainder)) {
    if (left === 0n) break
    part.units += unit
    left -= unit
  }
  return parts.map((part) => money(Number(part.units), amount.currency))
}

const magnitude = (value: bigint) => (value < 0n ? -value : value)

function byRemainder(a: { index: number; remainder: bigint }, b: { index: number; remainder: bigint }): number {
  const difference = magnitude(b.remainder) - magnitude(a.remainder)
  return difference === 0n ? a.index - b.index : difference > 0n ? 1 : -1
}

export const equals = (left: Money, right: Money): boolean =>
  left.amount === right.amount && left.currency === right.currency

/** The smaller of two amounts. */
export function min(left: Money, right: Money): Money {
  assertSameCurrency(left, right)
  return left.amount <= right.amount ? left : right
}

export class CurrencyMismatch extends Error {
  override readonly name = 'CurrencyMismatch'
}

function assertSameCurrency(left: Money, right: Money): void {
  if (left.currency !== right.currency) {
    throw new CurrencyMismatch(`${left.currency} and ${right.currency} cannot be calculated with each other`)
  }
}

function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is not an exact number of minor units`)
  return { amount, currency }
}
