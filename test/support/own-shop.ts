/** A shop of a test's own that keeps its data, and what looks behind its API. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'
import { Api, until } from '../../bin/lib/api.ts'
import { startShopProcess } from '../../bin/lib/shop-process.ts'
import { runCommand } from './run-command.ts'
import { aCustomer, aProduct, endedExecution, pay, placeOrder, staffOf, untilOrder } from './shopper.ts'

export interface QueueView {
  readonly name: string
  readonly url: string
  readonly visible: number
  readonly inFlight: number
}

export async function startOwnShop() {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-shop-'))
  const shop = await startShopProcess({ args: ['--seed', 'accounts'], env: { TRADEWIND_DATA: folder } })
  const api = new Api(shop.url)
  const staff = await staffOf(api)
  const client = {
    endpoint: shop.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  }
  const bus = new EventBridgeClient(client)
  const sqs = new SQSClient(client)
  const database = DynamoDBDocumentClient.from(new DynamoDBClient(client))
  const queues = async (): Promise<QueueView[]> => (await api.call('GET', '/_local/api/queues')).items

  return {
    folder,
    api,
    staff,
    bus,
    sqs,
    queues,
    queue: async (name: string) => (await queues()).find((each) => each.name === `tradewind-local-${name}`)!,
    /** Until nothing is in any queue. */
    quiet: () =>
      until('all queues to be empty', queues, (all) => all.every(({ visible, inFlight }) => visible + inFlight === 0), {
        seconds: 60,
      }),
    /** One of the project's commands, on this shop. */
    command: (file: string, ...args: string[]) => runCommand(file, args, { dataFolder: folder }),
    /** Its checkout has ended. */
    async paidOrder(quantity = 2) {
      const customer = await aCustomer(api)
      const product = await aProduct(staff, { stock: 10 })
      const order = await placeOrder(customer.api, [{ sku: product.sku, quantity }])
      const payment = await pay(customer.api, order.id)
      await untilOrder(customer.api, order.id, 'PAID')
      await endedExecution(api, order.id)
      return { customer, product, order, payment }
    },
    async itemsOf(table: string): Promise<Record<string, unknown>[]> {
      const items: Record<string, unknown>[] = []
      const pages = paginateScan({ client: database }, { TableName: `tradewind-local-${table}`, ConsistentRead: true })
      for await (const { Items = [] } of pages) items.push(...Items)
      return items
    },
    async stop() {
      for (const each of [bus, sqs, database]) each.destroy()
      await shop.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type OwnShop = Awaited<ReturnType<typeof startOwnShop>>
