/** Events that come again, in a shop of their own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  DescribeArchiveCommand,
  DescribeReplayCommand,
  EventBridgeClient,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge'
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api, until } from '../../bin/lib/api.ts'
import { type ShopProcess, startShopProcess } from '../../bin/lib/shop-process.ts'
import { runCommand } from '../support/run-command.ts'
import {
  aCustomer,
  aProduct,
  endedExecution,
  pay,
  placeOrder,
  staffOf,
  stockOf,
  untilOrder,
} from '../support/shopper.ts'

const BUS = 'tradewind-local'

let folder: string
let shop: ShopProcess
let api: Api
let staff: Api
let bus: EventBridgeClient
let database: DynamoDBDocumentClient

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-queues-'))
  shop = await startShopProcess({ args: ['--seed', 'accounts'], env: { TRADEWIND_DATA: folder } })
  api = new Api(shop.url)
  staff = await staffOf(api)
  const client = {
    endpoint: shop.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  }
  bus = new EventBridgeClient(client)
  database = DynamoDBDocumentClient.from(new DynamoDBClient(client))
}, 120_000)

afterAll(async () => {
  for (const client of [bus, database]) client?.destroy()
  await shop?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const command = (file: string, ...args: string[]) => runCommand(file, args, { dataFolder: folder })
const queues = async (): Promise<
  { name: string; url: string; visible: number; inFlight: number; messages: { body: string }[] }[]
> => (await api.call('GET', '/_local/api/queues')).items
const quiet = () =>
  until('all queues to be empty', queues, (all) => all.every(({ visible, inFlight }) => visible + inFlight === 0), {
    seconds: 60,
  })
async function paidOrder(quantity = 2) {
  const customer = await aCustomer(api)
  const product = await aProduct(staff, { stock: 10 })
  const order = await placeOrder(customer.api, [{ sku: product.sku, quantity }])
  const payment = await pay(customer.api, order.id)
  await untilOrder(customer.api, order.id, 'PAID')
  await endedExecution(api, order.id)
  return { customer, product, order, payment }
}

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
  const mails = async () => (await api.call('GET', '/_local/api/mailbox')).items.length

  /** A purchase that was shipped, and one that was cancelled and refunded, both at rest. */
  async function twoPurchases() {
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
        const { code, output } = await command('outbox.ts', 'republish', '--since', '2020-01-01T00:00:00Z')
        expect([code, output]).toEqual([0, expect.stringMatching(/Publishing events of orders: \d{2,} events/)])
      },
    ],
  ])(
    'change nothing by %s: no mail, no money, no stock, no status',
    async (_, again) => {
      await twoPurchases()
      await quiet()
      const before = { mails: await mails(), contents: await contents() }

      await again()
      await quiet()

      expect(await mails()).toBe(before.mails)
      expect(await contents()).toEqual(before.contents)
    },
    120_000,
  )
})

async function replayArchive() {
  const archive = await bus.send(new DescribeArchiveCommand({ ArchiveName: BUS }))
  const name = `replay-${Date.now()}`
  await bus.send(
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
    () => bus.send(new DescribeReplayCommand({ ReplayName: name })),
    ({ State }) => State === 'COMPLETED',
  )
}

async function itemsOf(table: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = []
  const pages = paginateScan({ client: database }, { TableName: `tradewind-local-${table}`, ConsistentRead: true })
  // The level of a sku may be told again as it is now: its events carry its version, and who follows it knows that.
  for await (const { Items = [] } of pages) items.push(...Items.filter(({ pk }) => !pk.startsWith('OUTBOX#T-')))
  return items
}
