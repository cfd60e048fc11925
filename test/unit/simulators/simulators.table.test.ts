import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { mockClient } from 'aws-sdk-client-mock'
import { newId } from '../../../functions/shared/ids.ts'
import { verify } from '../../../functions/shared/webhook-signature.ts'
import { handler as cancelShipment } from '../../../functions/simulators/cancel-shipment/handler.ts'
import { handler as completeAction } from '../../../functions/simulators/complete-action/handler.ts'
import { handler as createCharge } from '../../../functions/simulators/create-charge/handler.ts'
import { handler as createRefund } from '../../../functions/simulators/create-refund/handler.ts'
import { handler as createShipment } from '../../../functions/simulators/create-shipment/handler.ts'
import { handler as findCharge } from '../../../functions/simulators/find-charge/handler.ts'
import { handler as voidCharge } from '../../../functions/simulators/void-charge/handler.ts'
import { handler as carrierWorker } from '../../../functions/simulators/workers/send-carrier-callback/handler.ts'
import { handler as paymentWorker } from '../../../functions/simulators/workers/send-payment-callback/handler.ts'
import { startTable } from '../../support/dynamodb.ts'
import { send } from '../../support/http-event.ts'

interface Received {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came.
  readonly event: any
  readonly signed: boolean
}

const sqs = mockClient(SQSClient)
let table: Awaited<ReturnType<typeof startTable>>
let shop: Server
let callbackUrl: string
let received: Received[] = []
let shopAnswers = 200

beforeAll(async () => {
  table = await startTable()
  shop = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const header = request.headers['x-payment-signature'] ?? request.headers['x-carrier-signature']
    received.push({ event: JSON.parse(text), signed: verify(['secret'], String(header), text, new Date()) })
    response.writeHead(shopAnswers).end()
  })
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
  callbackUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/callback`
  mockClient(SecretsManagerClient).on(GetSecretValueCommand).resolves({ SecretString: 'secret' })
  for (const name of ['PAYMENT_API_KEY_SECRET', 'PAYMENT_WEBHOOK_SECRET', 'CARRIER_SECRET']) process.env[name] = name
  process.env.QUEUE_SEND_PAYMENT_CALLBACK = 'http://queue/payment'
  process.env.QUEUE_SEND_CARRIER_CALLBACK = 'http://queue/carrier'
})
afterAll(async () => {
  await new Promise((resolve) => shop.close(resolve))
  await table.stop()
})
beforeEach(() => {
  received = []
  shopAnswers = 200
  sqs.reset()
})

const bearer = { authorization: 'Bearer secret' }
const queued = () => sqs.commandCalls(SendMessageCommand).map((call) => call.args[0].input)
const withKey = (key: string = newId()) => ({ ...bearer, 'idempotency-key': key })

const charge = (token: string, key?: string, reference = newId()) =>
  send(createCharge, {
    method: 'POST',
    headers: withKey(key),
    body: { amount: 1999, currency: 'USD', token, reference, callbackUrl },
  })

/** Works off what is in the queue, whatever its delay. */
async function work(handler: unknown) {
  const messages = queued().map(({ MessageBody }, n) => ({ messageId: `message-${n}`, body: MessageBody }))
  sqs.resetHistory()
  // biome-ignore lint/suspicious/noExplicitAny: a worker's handler, with what it reads of its batch.
  return (handler as any)({ Records: messages })
}

describe('the payment provider', () => {
  it.each([
    ['tok_visa', ['charge.captured']],
    ['tok_declined', ['charge.failed']],
    ['tok_duplicate', ['charge.captured', 'charge.captured', 'charge.captured']],
    ['tok_slow', ['charge.captured']],
    ['tok_lost', []],
    ['tok_unheard_of', ['charge.failed']],
  ])('answers %s as pending and reports %j, signed', async (token, types) => {
    const { status, body } = await charge(token)
    await work(paymentWorker)

    expect([status, body.charge.status]).toEqual([201, 'pending'])
    expect(received.map(({ event }) => event.type)).toEqual(types)
    expect(received.every(({ signed }) => signed)).toBe(true)
  })

  it('reports the same event with the same id', async () => {
    await charge('tok_duplicate')
    await work(paymentWorker)

    expect(new Set(received.map(({ event }) => event.id)).size).toBe(1)
  })

  it('sends the callbacks of tok_disorder in the wrong order', async () => {
    await charge('tok_disorder')

    const planned = queued().map(({ MessageBody, DelaySeconds }) => [JSON.parse(MessageBody!).type, DelaySeconds])
    expect(planned).toEqual([
      ['charge.captured', undefined],
      ['charge.authorized', 1],
    ])
  })

  it('makes one charge for an Idempotency-Key, and refuses another charge under it', async () => {
    const key = newId()
    const reference = newId()

    const first = await charge('tok_visa', key, reference)
    const second = await charge('tok_visa', key, reference)

    expect(second.body.charge.id).toBe(first.body.charge.id)
    expect(queued()).toHaveLength(1)
    expect((await charge('tok_visa', key)).status).toBe(422)
  })

  it('makes no charge that waits before it is planned how it goes on: whoever made it may die, and nobody asks again', async () => {
    const [key, reference] = [newId(), newId()]
    sqs.on(SendMessageCommand).rejectsOnce(new Error('died'))

    await charge('tok_slow', key, reference)

    const find = () => send(findCharge, { headers: bearer, query: { reference } })
    expect((await find()).body.items).toEqual([])
    await charge('tok_slow', key, reference)
    expect(queued().map(({ MessageBody }) => JSON.parse(MessageBody!))).toContainEqual(
      expect.objectContaining({ becomes: 'captured' }),
    )
    expect((await find()).body.items).toMatchObject([{ status: 'pending' }])
  })

  it('says nothing of a charge that was planned and never made', async () => {
    await charge('tok_slow')
    const [planned] = queued()
    sqs.resetHistory()
    const body = JSON.stringify({ ...JSON.parse(planned!.MessageBody!), chargeId: 'ch_never' })

    // biome-ignore lint/suspicious/noExplicitAny: a worker's handler, with what it reads of its batch.
    await (paymentWorker as any)({ Records: [{ messageId: 'message-1', body }] })

    expect(received).toEqual([])
  })

  it('finds a lost charge by the reference, captured', async () => {
    const { body } = await charge('tok_lost')

    const answer = await send(findCharge, { headers: bearer, query: { reference: body.charge.reference } })

    expect(answer.body.items).toEqual([expect.objectContaining({ id: body.charge.id, status: 'captured' })])
  })

  it('has the payer confirm tok_3ds, once', async () => {
    const { body } = await charge('tok_3ds')
    expect(body.charge.status).toBe('requires_action')
    const id = body.charge.actionPath.split('/').pop()

    await send(completeAction, { method: 'POST', params: { id }, body: {} })
    await send(completeAction, { method: 'POST', params: { id }, body: { outcome: 'decline' } })
    await work(paymentWorker)

    expect(received.map(({ event }) => event.type)).toEqual(['charge.captured'])
  })

  it('reports nothing of a voided charge, and does not void a captured one', async () => {
    const slow = await charge('tok_slow')
    const voided = await send(voidCharge, { method: 'POST', headers: bearer, params: { id: slow.body.charge.id } })
    await work(paymentWorker)
    const visa = await charge('tok_visa')

    expect(voided.body.charge.status).toBe('voided')
    expect(received).toEqual([])
    const late = await send(voidCharge, { method: 'POST', headers: bearer, params: { id: visa.body.charge.id } })
    expect(late.status).toBe(409)
  })

  it('refunds once for a key and never more than was captured', async () => {
    const { body } = await charge('tok_visa')
    const refund = (amount: number, key: string) =>
      send(createRefund, {
        method: 'POST',
        headers: withKey(key),
        body: { charge: body.charge.id, amount, currency: 'USD', reference: key },
      })

    const first = await Promise.all([refund(1500, 'a'), refund(1500, 'a')])

    expect(first.map(({ status }) => status)).toEqual([201, 201])
    expect((await refund(500, 'b')).status).toBe(409)
    expect((await refund(499, 'c')).status).toBe(201)
  })

  it('lets nobody in without its key', async () => {
    const answer = await send(createCharge, {
      method: 'POST',
      headers: { authorization: 'Bearer guessed', 'idempotency-key': newId() },
      body: { amount: 1, currency: 'USD', token: 'tok_visa', reference: 'r', callbackUrl },
    })

    expect(answer.status).toBe(401)
  })

  it('sends a callback again that the shop did not take', async () => {
    await charge('tok_visa')
    shopAnswers = 500

    expect(await work(paymentWorker)).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] })
  })
})

describe('the carrier', () => {
  const book = (reference: string) =>
    send(createShipment, {
      method: 'POST',
      headers: bearer,
      body: { reference, callbackUrl, orderNumber: 'TW-1', items: [] },
    })

  it('fetches a parcel, delivers it, and reports both, signed', async () => {
    const reference = `shp_${newId()}`
    await book(reference)

    await work(carrierWorker)
    await work(carrierWorker)

    expect(received.map(({ event }) => [event.type, event.shipment.reference])).toEqual([
      ['shipment.dispatched', reference],
      ['shipment.delivered', reference],
    ])
    expect(received.every(({ signed }) => signed)).toBe(true)
  })

  it('tells nothing new of a parcel that is booked again: what it repeats has the same id', async () => {
    const reference = `shp_${newId()}`
    await book(reference)
    await book(reference)

    // Two messages plan the journey. The later one finds it begun, or at the same moment, and then fails and comes again.
    await work(carrierWorker)
    await work(carrierWorker)

    const events = new Map(received.map(({ event }) => [event.id, [event.type, event.shipment.reference]]))
    expect([...events.values()]).toEqual([
      ['shipment.dispatched', reference],
      ['shipment.delivered', reference],
    ])
  })

  it('cancels before it fetches, not after', async () => {
    const [early, late] = [`shp_${newId()}`, `shp_${newId()}`]
    const cancel = (id: string) => send(cancelShipment, { method: 'DELETE', headers: bearer, params: { id } })
    await book(early)
    expect((await cancel(early)).status).toBe(204)
    await work(carrierWorker)
    expect(received).toEqual([])

    await book(late)
    await work(carrierWorker)
    expect((await cancel(late)).status).toBe(409)
  })
})
