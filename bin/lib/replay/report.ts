/** Compares what the shop holds after a replay with the sums of the file. */
import { type Api, until } from '../api.ts'
import { inParallel } from '../in-parallel.ts'
import type { Journal } from './journal.ts'
import { neededProducts, SPARE_UNITS } from './products.ts'
import type { Invoice } from './read-invoices.ts'
import { planReturns } from './returns.ts'

export interface Comparison {
  readonly what: string
  readonly file: number
  readonly shop: number
}

export interface ReplayReport {
  readonly comparisons: readonly Comparison[]
  /** Invoices whose order differs, with what differs. */
  readonly differences: readonly string[]
}

export async function compare(staff: Api, invoices: readonly Invoice[], journal: Journal): Promise<ReplayReport> {
  const sales = invoices.filter(({ cancellation }) => !cancellation)
  const plans = [...planReturns(invoices).values()].flatMap(({ takes }) => takes)
  const cancelled = new Set(plans.filter(({ whole }) => whole).map(({ sale }) => sale))
  const differences: string[] = []
  const shop = { orders: 0, revenue: 0, paid: 0, refunded: 0, units: 0, stock: 0 }
  await inParallel(sales, 8, async (invoice) => {
    const subtotal = sum(invoice.rows.map(({ quantity, price }) => quantity * price))
    const placed = journal.orders.get(invoice.number)
    if (!placed) return void differences.push(`${invoice.number}: no order`)
    const { order } = await staff.call('GET', `/api/orders/${placed.orderId}`)
    const { payment } = await readPayment(staff, placed.paymentId, cancelled.has(invoice.number))
    shop.orders++
    shop.revenue += order.subtotal.amount
    shop.paid += payment.amount.amount
    // The file's amounts are net: a sale that is taken back whole comes with its shipping fee and tax.
    const isWhole = cancelled.has(invoice.number) && payment.refunded.amount === payment.amount.amount
    shop.refunded += isWhole ? order.subtotal.amount : payment.refunded.amount
    shop.units += sum(order.lines.map((line: { quantity: number }) => line.quantity))
    if (order.subtotal.amount !== subtotal)
      differences.push(`${invoice.number}: subtotal ${order.subtotal.amount}, file ${subtotal}`)
    if (payment.amount.amount !== order.total.amount)
      differences.push(`${invoice.number}: paid ${payment.amount.amount} of ${order.total.amount}`)
  })
  const products = neededProducts(invoices)
  const cancelledUnits = sum(
    sales.filter(({ number }) => cancelled.has(number)).flatMap(({ rows }) => rows.map(({ quantity }) => quantity)),
  )
  await inParallel(products, 8, async (product) => {
    for (const [sku, { units }] of product.units) {
      const kept = units - unitsOf(sales, cancelled, sku)
      const { stock } = await until(
        `the stock of ${sku} to settle`,
        () => staff.call('GET', `/api/inventory/${encodeURIComponent(sku)}`),
        ({ stock: { reserved, onHand } }) => reserved === 0 && onHand === SPARE_UNITS + kept,
        { seconds: 10, everyMs: 200 },
      ).catch(() => staff.call('GET', `/api/inventory/${encodeURIComponent(sku)}`))
      shop.stock += units + SPARE_UNITS - stock.onHand
      if (stock.onHand !== SPARE_UNITS + kept || stock.reserved !== 0) {
        differences.push(
          `${sku}: on hand ${stock.onHand}, reserved ${stock.reserved}; expected ${SPARE_UNITS + kept} and 0`,
        )
      }
    }
  })
  const units = sum(sales.flatMap(({ rows }) => rows.map(({ quantity }) => quantity)))
  const revenue = sum(sales.flatMap(({ rows }) => rows.map(({ quantity, price }) => quantity * price)))
  return {
    differences,
    comparisons: [
      { what: 'orders', file: sales.length, shop: shop.orders },
      { what: 'revenue (pence)', file: revenue, shop: shop.revenue },
      { what: 'units sold', file: units, shop: shop.units },
      { what: 'taken back (pence)', file: sum(plans.map(({ amount }) => amount)), shop: shop.refunded },
      { what: 'stock down (units, less cancelled orders)', file: units - cancelledUnits, shop: shop.stock },
    ],
  }
}

/** The refund of a cancelled order follows its event: the report waits for it, and shows it missing otherwise. */
async function readPayment(staff: Api, paymentId: string, refunded: boolean) {
  const read = () => staff.call('GET', `/api/payments/${paymentId}`)
  if (!refunded) return read()
  return until('the refund', read, ({ payment }) => payment.status === 'REFUNDED', { seconds: 10, everyMs: 200 }).catch(
    read,
  )
}

/** Units of a sku in the cancelled sales are back on the shelf, so they are subtracted from what was sold. */
function unitsOf(sales: readonly Invoice[], cancelled: ReadonlySet<string>, sku: string): number {
  const rows = sales.filter(({ number }) => !cancelled.has(number)).flatMap((invoice) => invoice.rows)
  return sum(rows.filter(({ code, price }) => `${code}.p${price}` === sku).map(({ quantity }) => quantity))
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
