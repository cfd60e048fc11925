/** Events that come again, in a shop of their own. */
import { DescribeArchiveCommand, DescribeReplayCommand, StartReplayCommand } from '@aws-sdk/client-eventbridge'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '../../bin/lib/api.ts'
import { type OwnShop, startOwnShop } from '../support/own-shop.ts'
import { stockOf } from '../support/shopper.ts'

const BUS = 'tradewind-local'

let shop: OwnShop
beforeAll(async () => {
  shop = await startOwnShop()
}, 120_000)
afterAll(() => shop?.stop())

describe('Events that come again', () => {
  const tables = ['orders', 'payments', 'inventory', 'shipping', 'notifications', 'carts', 'simulators']
  const contents = async () =>
    Object.fromEntries(
      await Promise.all(
        tables.map(async (table) => [
          table,
          (await itemsOf(table)).map((item) => JSON.stringify(item, Object.keys(item).sort())).sort(),
        ]),
      ),
    )
  /** Empty queues are not enough: what a stream has not delivered yet is in none. */
  async function atRest() {
    let last: string | undefined
    const isAsBefore = async () => {
      await shop.quiet()
      const before = last
      last = JSON.stringify(await contents())
      return last === before
    }
    await until('nothing to change', isAsBefore, (isSame) => isSame, { seconds: 60, everyMs: 2000 })
  }
  const mails = async () => (await shop.api.call('GET', '/_local/api/mailbox')).items.length

  /** A purchase that was shipped, and one that was cancelled and refunded, both at rest. */
  async function twoPurchases() {
    const { api, staff, paidOrder } = shop
    const shipped = await paidOrder()
    await staff.call('PUT', `/api/orders/${shipped.order.id}/status`, { status: 'SHIPPED' })
    const cancelled = await paidOrder(3)
    await cancelled.customer.api.call('PUT', `/api/orders/${cancelled.order.id}/status`, { status: 'CANCELLED' })
    await until(
      'the refund',
      () => cancelled.customer.api.call('GET', `/api/payments/${cancelled.payment.id}`),
      ({ payment }) => payment.status === 'REFUNDED',
    )
    await until(
      'the goods',
      () => stockOf(api, cancelled.product),
      ({ onHand }) => onHand === 10,
    )
    return { shipped, cancelled }
  }

  it.each([
    ['a replay of the whole archive', replayArchive],
    [
      '`npm run outbox -- republish` of everything',
      async () => {
        const { code, output } = await shop.command('outbox.ts', 'republish', '--since', '2020-01-01T00:00:00Z')
        expect([code, output]).toEqual([0, expect.stringMatching(/Publishing events of orders: \d{2,} events/)])
      },
    ],
  ])(
    'change nothing by %s: no mail, no money, no stock, no status',
    async (_, again) => {
      await twoPurchases()
      await atRest()
      const before = { mails: await mails(), contents: await contents() }

      await again()
      await shop.quiet()

      expect(await mails()).toBe(before.mails)
      expect(await contents()).toEqual(before.contents)
    },
    120_000,
  )
})

async function replayArchive() {
  const archive = await shop.bus.send(new DescribeArchiveCommand({ ArchiveName: BUS }))
  const name = `replay-${Date.now()}`
  await shop.bus.send(
    new StartReplayCommand({
      ReplayName: name,
      EventSourceArn: archive.ArchiveArn!,
      EventStartTime: new Date(0),
      EventEndTime: new Date(),
      Destination: { Arn: archive.EventSourceArn! },
    }),
  )
  await until(
    'the replay',
    () => shop.bus.send(new DescribeReplayCommand({ ReplayName: name })),
    ({ State }) => State === 'COMPLETED',
  )
}

async function itemsOf(table: string): Promise<Record<string, unknown>[]> {
  // The level of a sku may be told again as it is now: its events carry its version, and who follows it knows that.
  // Attempts at orders are deleted after minutes, and breakers change on a busy machine.
  const passing = ['OUTBOX#T-', 'ATTEMPT#', 'BREAKER#']
  return (await shop.itemsOf(table)).filter(({ pk }) => !passing.some((prefix) => String(pk).startsWith(prefix)))
}
