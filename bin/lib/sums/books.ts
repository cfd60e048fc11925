/** The three sets of books: what orders say, what payments say, and what the simulated provider itself has. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'
import type { Api } from '../api.ts'
import type { Done } from './purchase.ts'

/** Minor units, but for `units`. */
export interface Entry {
  readonly orderId: string
  readonly ending: string
  readonly status: string
  readonly total: number
  /** Of what was ordered and neither called off nor paid: nothing is owed for it. */
  readonly calledOff: number
  readonly refunds: number
  readonly returns: number
  readonly captured: number
  readonly refunded: number
  readonly providerCaptured: number
  readonly providerRefunded: number
  /** That left the shop for good, by product. */
  readonly units: ReadonlyMap<number, number>
  /** Something is still on its way. */
  readonly isMoving: boolean
}

export interface Charge {
  readonly captured: number
  readonly refunded: number
}

/** By payment id, read from the provider's own table: it is an outside system with no list of its charges. */
export async function providerBooks(endpoint: string): Promise<Map<string, Charge>> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new DynamoDBClient({ endpoint, credentials, region: process.env.AWS_REGION ?? 'us-east-1' })
  const charges = new Map<string, Charge>()
  const refunds = new Map<string, number>()
  const references = new Map<string, string>()
  const pages = paginateScan(
    { client: DynamoDBDocumentClient.from(client) },
    { TableName: 'tradewind-local-simulators', ConsistentRead: true },
  )
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      if (item.sk === 'CHARGE') {
        references.set(item.id, item.reference)
        charges.set(item.reference, { captured: item.status === 'captured' ? item.amount : 0, refunded: item.refunded })
      }
      if (item.sk === 'REFUND') refunds.set(item.charge, (refunds.get(item.charge) ?? 0) + item.amount)
    }
  }
  client.destroy()
  // Its single refunds, not the sum that it keeps with the charge: both must be the same.
  for (const [id, reference] of references) {
    const charge = charges.get(reference)!
    if (charge.refunded !== (refunds.get(id) ?? 0)) throw new Error(`The provider's own books differ for ${reference}`)
  }
  return charges
}

/** What the shop's services say of one purchase now. */
export async function readEntry(staff: Api, done: Done, provider: ReadonlyMap<string, Charge>): Promise<Entry> {
  const [{ order }, { items: returns }, payment] = await Promise.all([
    staff.call('GET', `/api/orders/${done.orderId}`),
    staff.call('GET', `/api/orders/${done.orderId}/returns?limit=100`),
    done.paymentId === undefined
      ? undefined
      : staff.call('GET', `/api/payments/${done.paymentId}`).then((a) => a.payment),
  ])
  const isCaptured = ['CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED'].includes(payment?.status)
  const isClosed = order.status === 'CANCELLED' || order.status === 'PAYMENT_FAILED'
  const returned = sum(returns.map((each: { refund: { amount: number } }) => each.refund.amount))
  const charge = provider.get(done.paymentId ?? '')
  return {
    orderId: done.orderId,
    ending: done.ending,
    status: order.status,
    total: order.total.amount,
    calledOff: isClosed ? order.total.amount - done.refunds : 0,
    refunds: done.refunds,
    returns: returned,
    captured: isCaptured ? payment.amount.amount : 0,
    refunded: payment?.refunded.amount ?? 0,
    providerCaptured: charge?.captured ?? 0,
    providerRefunded: charge?.refunded ?? 0,
    units: isClosed ? new Map() : unitsOf(done, order.lines, returns),
    isMoving:
      ['PENDING', 'AWAITING_PAYMENT'].includes(order.status) ||
      returns.some(({ status }: { status: string }) => status === 'PENDING'),
  }
}

type Line = { sku: string; quantity: number }

function unitsOf(done: Done, lines: readonly Line[], returns: readonly { lines: readonly Line[] }[]) {
  const back = (sku: string) =>
    sum(returns.flatMap((each) => each.lines.filter((line) => line.sku === sku).map(({ quantity }) => quantity)))
  return new Map(done.lines.map(({ product }, n) => [product, lines[n]!.quantity - back(lines[n]!.sku)]))
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
