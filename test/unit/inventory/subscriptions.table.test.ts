import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { mockClient } from 'aws-sdk-client-mock'
import { adjustStock } from '../../../functions/inventory/domain/stock.ts'
import { handler as listSubscriptions } from '../../../functions/inventory/list-subscriptions/handler.ts'
import { handler as stockReplenished } from '../../../functions/inventory/on/stock-replenished/handler.ts'
import { handler as subscribe } from '../../../functions/inventory/subscribe/handler.ts'
import {
  deleteSubscriptionsOfUser,
  getStock,
  saveAdjusted,
  subscriptionsOfUser,
} from '../../../functions/inventory/table.ts'
import { tellSubscribers } from '../../../functions/inventory/tell-subscribers.ts'
import { handler as unsubscribe } from '../../../functions/inventory/unsubscribe/handler.ts'
import { handler as tellWorker } from '../../../functions/inventory/workers/tell-subscribers/handler.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { queryAll } from '../../../functions/shared/table.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aCustomer, send } from '../../support/http-event.ts'
import { someDeps } from './builders.ts'
import { stockUp } from './stock-up.ts'

const lambda = mockClient(LambdaClient)
const sqs = mockClient(SQSClient)
let table: Awaited<ReturnType<typeof startTable>>
let sku: string

beforeAll(async () => {
  table = await startTable()
  Object.assign(process.env, { FUNCTION_CATALOG_FIND_PRODUCT: 'find-product', QUEUE_TELL_SUBSCRIBERS: 'http://queue' })
})
afterAll(() => table.stop())
beforeEach(async () => {
  sqs.reset()
  sku = `SKU-${newId()}`
  await stockUp(sku, 0)
})

function catalogKnows(product: { productId: string; sku: string; skus: string[] } | null) {
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's payload type adds a method that nobody needs here.
  lambda.on(InvokeCommand).resolves({ Payload: Buffer.from(JSON.stringify({ product })) as any })
}

const ask = (handler: unknown, userId: string, productId = sku, headers = {}) =>
  send(handler, { method: 'POST', params: { productId }, as: aCustomer(userId), headers })

async function setStock(of: string, onHand: number) {
  const before = (await getStock(of))!
  return saveAdjusted(before, adjustStock(before, { onHand }), { reference: 'r', reason: 'count', by: 't' }, someDeps())
}

const eventsOf = async (entity: string) =>
  (
    await queryAll<{ envelope: { name: string; data: object } }>({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `OUTBOX#${entity}` },
    })
  ).map(({ envelope }) => envelope)

const replenished = async (of = sku) => (await eventsOf(of)).filter(({ name }) => name === 'StockReplenished').length
/** Whom the events of these subscriptions tell, one entry for each event. */
const told = async (subscriptionIds: readonly string[]) =>
  (await Promise.all(subscriptionIds.map(eventsOf))).flat().map(({ data }) => (data as { userId: string }).userId)

/** Hands a message to the worker until it hands nothing more to itself. */
async function work(body: { sku: string; productId: string }) {
  // biome-ignore lint/suspicious/noExplicitAny: only what the worker reads.
  const event = { Records: [{ messageId: newId(), body: JSON.stringify(body) }] } as any
  const before = sqs.commandCalls(SendMessageCommand).length
  expect(await tellWorker(event)).toEqual({ batchItemFailures: [] })
  if (sqs.commandCalls(SendMessageCommand).length > before) await work(body)
}

describe('a subscription to a sold-out sku', () => {
  it('is made once, listed, and ended', async () => {
    const userId = newId()

    const first = await ask(subscribe, userId)
    const again = await ask(subscribe, userId)

    expect(first).toMatchObject({ status: 201, body: { subscription: { sku, productId: `product-${sku}` } } })
    expect(again).toMatchObject({ status: 201, body: first.body })
    const list = () => send(listSubscriptions, { as: aCustomer(userId) })
    expect((await list()).body).toEqual({ items: [first.body.subscription], nextCursor: null })
    expect((await ask(unsubscribe, userId)).status).toBe(204)
    expect((await ask(unsubscribe, userId)).status).toBe(204)
    expect((await list()).body.items).toEqual([])
  })

  it('is refused where it can be bought, and of an unknown product', async () => {
    catalogKnows(null)
    await setStock(sku, 1)

    expect(await ask(subscribe, newId())).toMatchObject({ status: 409, body: { code: 'IN_STOCK' } })
    expect((await ask(subscribe, newId(), 'unknown')).status).toBe(404)
    expect((await send(subscribe, { params: { productId: sku } })).status).toBe(401)
  })

  it('is fulfilled once, with one event, when units come back, and again only after another subscription', async () => {
    const userId = newId()
    const { subscription } = (await ask(subscribe, userId)).body

    await setStock(sku, 3)
    await setStock(sku, 5)
    expect(await replenished()).toBe(1)
    await work({ sku, productId: subscription.productId })
    await work({ sku, productId: subscription.productId })

    expect(await told([subscription.id])).toEqual([userId])
    expect(await subscriptionsOfUser(userId)).toEqual([])
    await setStock(sku, 0)
    await setStock(sku, 2)
    expect(await replenished()).toBe(1)
  })

  it('tells each of hundreds of subscribers exactly once, also when workers run at once and one crashes', async () => {
    const users = Array.from({ length: 130 }, () => newId())
    const answers = await Promise.all(users.map((userId) => ask(subscribe, userId)))
    const ids = answers.map(({ body }) => body.subscription.id)
    await setStock(sku, 1)
    const job = { sku, productId: `product-${sku}` }

    await tellSubscribers(job.sku, job.productId, someDeps())
    await Promise.all([work(job), work(job), ask(unsubscribe, users[0]!)])
    await work(job)

    const all = await told(ids)
    expect(new Set(all).size).toBe(all.length)
    expect(users.slice(1).filter((userId) => !all.includes(userId))).toEqual([])
  }, 60_000)

  it('waits for the next time when the units are gone before its turn', async () => {
    const userId = newId()
    const { subscription } = (await ask(subscribe, userId)).body
    await setStock(sku, 1)
    await setStock(sku, 0)

    await work({ sku, productId: subscription.productId })
    expect(await told([subscription.id])).toEqual([])

    await setStock(sku, 1)
    expect(await replenished()).toBe(2)
    await work({ sku, productId: subscription.productId })
    expect(await told([subscription.id])).toEqual([userId])
  })

  it('is never lost to units that come back while it is made', async () => {
    const users = Array.from({ length: 12 }, () => newId())

    const [answers] = await Promise.all([
      Promise.all(users.map((userId) => ask(subscribe, userId))),
      (async () => {
        for (let tries = 0; tries < 50; tries++) {
          const done = await setStock(sku, 1).catch(() => undefined)
          if (done) return
        }
      })(),
    ])
    expect(await getStock(sku)).toMatchObject({ available: 1 })
    if ((await replenished()) > 0) await work({ sku, productId: `product-${sku}` })

    const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.subscription.id)
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
    expect(await told(made)).toHaveLength(made.length)
  })

  it('can be found and deleted by user', async () => {
    const userId = newId()
    await ask(subscribe, userId)

    expect(await subscriptionsOfUser(userId)).toMatchObject([{ sku, userId }])
    await deleteSubscriptionsOfUser(userId)
    await deleteSubscriptionsOfUser(userId)
    expect(await subscriptionsOfUser(userId)).toEqual([])
  })
})

describe('a subscription to a product with variants', () => {
  it('is fulfilled by the first variant that is back, and one to a variant by that one only', async () => {
    const [productId, small, medium] = [`product-${newId()}`, `S-${newId()}`, `M-${newId()}`]
    catalogKnows({ productId, sku: small, skus: [small, medium] })
    const [anySize, onlySmall] = [newId(), newId()]

    const whole = (await ask(subscribe, anySize, productId)).body.subscription
    const part = (await ask(subscribe, onlySmall, small)).body.subscription
    await setStock(medium, 1)
    expect([await replenished(medium), await replenished(small)]).toEqual([1, 0])
    await work({ sku: medium, productId })

    expect(whole).not.toHaveProperty('sku')
    expect(await told([whole.id, part.id])).toEqual([anySize])
    expect(await ask(subscribe, newId(), productId)).toMatchObject({ status: 409 })
    await setStock(small, 1)
    await work({ sku: small, productId })
    expect(await told([part.id])).toEqual([onlySmall])
  })
})

describe('stock that is back', () => {
  it('hands the telling to the worker', async () => {
    const data = { sku, productId: 'product-1' }
    const detail = { eventId: newId(), name: 'StockReplenished', version: 1, occurredAt: '', correlationId: 'c', data }

    // biome-ignore lint/suspicious/noExplicitAny: only what the subscriber reads.
    await stockReplenished({ Records: [{ messageId: newId(), body: JSON.stringify({ detail }) }] } as any)

    expect(sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input.MessageBody)).toEqual([
      JSON.stringify(data),
    ])
  })
})
