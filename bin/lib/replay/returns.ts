/** Decides what a cancellation invoice takes back from which earlier order. Pure. */
import type { Invoice, Row } from './read-invoices.ts'

export interface TakenBack {
  /** The sale that it is taken back from. */
  readonly sale: string
  readonly amount: number
  readonly units: number
  /** True when this empties the sale. */
  readonly whole: boolean
}

export interface ReturnPlan {
  readonly takes: readonly TakenBack[]
  readonly refused: readonly { readonly line: number; readonly reason: string }[]
}

/** What is left of each sale, by code. */
type Remaining = Map<string, { code: string; price: number; units: number }[]>

/** Plans all cancellations of a file in its order; the latest earlier sale of the same customer gives first. */
export function planReturns(invoices: readonly Invoice[]): Map<string, ReturnPlan> {
  const remaining: Remaining = new Map()
  const salesOf = new Map<string, string[]>()
  const plans = new Map<string, ReturnPlan>()
  for (const invoice of invoices) {
    if (invoice.cancellation) {
      plans.set(invoice.number, planReturn(invoice, salesOf.get(invoice.customer) ?? [], remaining))
    } else {
      remaining.set(
        invoice.number,
        invoice.rows.map(({ code, price, quantity }) => ({ code, price, units: quantity })),
      )
      salesOf.set(invoice.customer, [...(salesOf.get(invoice.customer) ?? []), invoice.number])
    }
  }
  return plans
}

function planReturn(invoice: Invoice, sales: readonly string[], remaining: Remaining): ReturnPlan {
  const takes = new Map<string, { amount: number; units: number }>()
  const refused: { line: number; reason: string }[] = []
  for (const row of invoice.rows) {
    const missing = takeBack(row, sales, remaining, takes)
    if (missing > 0) {
      refused.push({
        line: row.line,
        reason: `${missing} of ${-row.quantity} × ${row.code} were not bought in this file`,
      })
    }
  }
  return {
    refused,
    takes: [...takes].map(([sale, { amount, units }]) => ({
      sale,
      amount,
      units,
      whole: remaining.get(sale)!.every((line) => line.units === 0),
    })),
  }
}

/** @returns units that no sale could give. */
function takeBack(
  row: Row,
  sales: readonly string[],
  remaining: Remaining,
  takes: Map<string, { amount: number; units: number }>,
): number {
  let wanted = -row.quantity
  for (const sale of [...sales].reverse()) {
    for (const line of remaining.get(sale)!.filter(({ code }) => code === row.code)) {
      const units = Math.min(wanted, line.units)
      if (units === 0) continue
      line.units -= units
      wanted -= units
      const taken = takes.get(sale) ?? { amount: 0, units: 0 }
      // The customer gets back what was paid, whatever the cancellation says the price was.
      takes.set(sale, { amount: taken.amount + units * line.price, units: taken.units + units })
    }
  }
  return wanted
}
