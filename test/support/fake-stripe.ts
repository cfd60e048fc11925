/**
 * Stripe as an outside system on a free port: form-encoded requests, idempotency keys, errors and webhooks as the real
 * one has them, for what the shop uses. It is strict: what Stripe would refuse is refused, and kept in `mistakes`.
 */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'

export const STRIPE_KEY = 'sk_test_fake'
export const WEBHOOK_SECRET = 'whsec_fake'
/** What this release of the SDK asks for. */
const API_VERSION = '2026-10-28.endive'

type Json = Record<string, unknown>
type Form = Record<string, string>

export interface Intent extends Json {
  id: string
  status: string
  amount: number
  currency: string
  metadata: Record<string, string>
}

export interface FakeStripe {
  readonly url: string
  readonly intents: Map<string, Intent>
  readonly refunds: Map<string, Json & { id: string; amount: number; status: string }>
  /** Requests as they came, newest last. */
  readonly requests: { method: string; path: string; form: Form; headers: IncomingMessage['headers'] }[]
  /** Requests that the real Stripe would not have understood. */
  readonly mistakes: string[]
  /** Cuts so many of the next requests after they took effect. */
  cuts: number
  /** Status of new refunds. Default `succeeded`. */
  refundStatus: string
  intentOf(paymentId: string): Intent
  /** An event, signed as Stripe signs, to be posted to a webhook endpoint. */
  event(type: string, object: Json, more?: { secret?: string; timestamp?: number; id?: string }): SignedEvent
  stop(): Promise<void>
}

export interface SignedEvent {
  readonly body: string
  readonly headers: Record<string, string>
}

const allowedOfIntent = new Set([
  ...['amount', 'currency', 'confirm', 'capture_method', 'payment_method', 'return_url'],
  ...['allowed_payment_method_types[0]', 'metadata[orderId]', 'metadata[paymentId]', 'metadata[stage]'],
])

export async function startFakeStripe(): Promise<FakeStripe> {
  const answers = new Map<string, { form: string; answer: Answer }>()
  let count = 0
  const id = (prefix: string) => `${prefix}_${String(++count).padStart(6, '0')}`
  const server = createServer(async (request, response) => {
    const { method = '', headers } = request
    const { pathname, searchParams } = new URL(request.url!, 'http://stripe')
    let text = ''
    for await (const chunk of request) text += chunk
    const form = Object.fromEntries(method === 'GET' ? searchParams : new URLSearchParams(text))
    fake.requests.push({ method, path: pathname, form, headers })
    const { status, body } = once(headers, pathname, text, () => wrong(request, form) ?? route(method, pathname, form))
    if (fake.cuts > 0 && method === 'POST') {
      fake.cuts--
      return void response.destroy()
    }
    response.writeHead(status, { 'content-type': 'application/json', 'request-id': id('req') })
    response.end(JSON.stringify(body))
  })

  /** Same key, same answer; same key with another request is refused. */
  function once(headers: IncomingMessage['headers'], path: string, form: string, work: () => Answer): Answer {
    const key = headers['idempotency-key'] as string | undefined
    if (!key) return work()
    const known = answers.get(key)
    if (known && known.form !== path + form) return failure(400, 'idempotency_error', 'idempotency_key_in_use')
    const answer = known?.answer ?? work()
    answers.set(key, { form: path + form, answer })
    return answer
  }

  function wrong({ method, headers }: IncomingMessage, form: Form): Answer | undefined {
    if (headers.authorization !== `Bearer ${STRIPE_KEY}`)
      return failure(401, 'invalid_request_error', 'api_key_invalid')
    const mistake =
      headers['stripe-version'] !== API_VERSION
        ? `version ${headers['stripe-version']}`
        : method === 'POST' && headers['content-type'] !== 'application/x-www-form-urlencoded'
          ? `content type ${headers['content-type']}`
          : Object.keys(form).find((name) => name.startsWith('payment_method_types'))
    if (!mistake) return undefined
    fake.mistakes.push(mistake)
    return failure(400, 'invalid_request_error', 'parameter_unknown')
  }

  function route(method: string, path: string, form: Form): Answer {
    const [, , what, one, action] = path.split('/')
    if (what === 'payment_methods') return { status: 200, body: { id: `pm_of_${form['card[token]']}` } }
    if (what === 'refunds') return method === 'POST' ? createRefund(form) : listRefunds(form)
    if (!one) return method === 'POST' ? createIntent(form) : listIntents(form)
    const intent = fake.intents.get(one)
    if (!intent) return failure(404, 'invalid_request_error', 'resource_missing')
    if (action === 'cancel') {
      if (['succeeded', 'canceled'].includes(intent.status)) {
        return failure(400, 'invalid_request_error', 'payment_intent_unexpected_state')
      }
      intent.status = 'canceled'
    }
    return { status: 200, body: intent }
  }

  function createIntent(form: Form): Answer {
    const unknown = Object.keys(form).find((name) => !allowedOfIntent.has(name))
    if (unknown || form.confirm !== 'true' || !form.return_url) {
      fake.mistakes.push(`intent with ${unknown ?? 'neither confirm nor return_url'}`)
      return failure(400, 'invalid_request_error', 'parameter_unknown', unknown)
    }
    const intentId = id('pi')
    const intent: Intent = {
      id: intentId,
      object: 'payment_intent',
      amount: Number(form.amount),
      currency: form.currency!,
      created: Math.floor(Date.now() / 1000),
      client_secret: `${intentId}_secret_x`,
      metadata: {
        orderId: form['metadata[orderId]']!,
        paymentId: form['metadata[paymentId]']!,
        stage: form['metadata[stage]']!,
      },
      status: 'succeeded',
      next_action: null,
      last_payment_error: null,
      cancellation_reason: null,
    }
    const method = form.payment_method ?? ''
    if (method === 'pm_none') return failure(404, 'invalid_request_error', 'resource_missing', 'payment_method')
    fake.intents.set(intentId, intent)
    if (/chargeDeclined|declined/i.test(method)) {
      intent.status = 'requires_payment_method'
      intent.last_payment_error = { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline' }
      const error = {
        ...(intent.last_payment_error as Json),
        message: 'Your card was declined.',
        payment_intent: intent,
      }
      return { status: 402, body: { error } }
    }
    if (/authenticationRequired|3ds/i.test(method)) {
      intent.status = 'requires_action'
      intent.next_action = {
        type: 'redirect_to_url',
        redirect_to_url: { url: `${fake.url}/3ds/${intentId}`, return_url: form.return_url },
      }
    }
    if (/script/i.test(method)) {
      intent.status = 'requires_action'
      intent.next_action = { type: 'use_stripe_sdk', use_stripe_sdk: {} }
    }
    if (/processing/i.test(method)) intent.status = 'processing'
    return { status: 200, body: intent }
  }

  function listIntents(form: Form): Answer {
    const data = [...fake.intents.values()].filter(({ created }) => {
      return Number(created) >= Number(form['created[gte]']) && Number(created) <= Number(form['created[lte]'])
    })
    return page(data, '/v1/payment_intents')
  }

  function createRefund(form: Form): Answer {
    const intent = fake.intents.get(form.payment_intent!)
    const given = refundsOf(form.payment_intent!).reduce((sum, { amount }) => sum + amount, 0)
    if (intent?.status !== 'succeeded') return failure(400, 'invalid_request_error', 'charge_not_refundable')
    if (given + Number(form.amount) > intent.amount) return failure(400, 'invalid_request_error', 'amount_too_large')
    const refund = {
      id: id('re'),
      object: 'refund',
      amount: Number(form.amount),
      currency: intent.currency,
      payment_intent: intent.id,
      status: fake.refundStatus,
      metadata: { refundId: form['metadata[refundId]']! },
    }
    fake.refunds.set(refund.id, refund)
    return { status: 200, body: refund }
  }

  const refundsOf = (intentId: string) =>
    [...fake.refunds.values()].filter(({ payment_intent }) => payment_intent === intentId)
  const listRefunds = (form: Form) => page(refundsOf(form.payment_intent!), '/v1/refunds')

  const fake: FakeStripe = {
    url: '',
    intents: new Map(),
    refunds: new Map(),
    requests: [],
    mistakes: [],
    cuts: 0,
    refundStatus: 'succeeded',
    intentOf(paymentId) {
      const found = [...fake.intents.values()].find(({ metadata }) => metadata.paymentId === paymentId)
      if (!found) throw new Error(`Stripe has no intent of payment ${paymentId}`)
      return found
    },
    event(type, object, { secret = WEBHOOK_SECRET, timestamp, id: eventId = id('evt') } = {}) {
      const payload = JSON.stringify({ id: eventId, object: 'event', type, api_version: API_VERSION, data: { object } })
      const signature = Stripe.webhooks.generateTestHeaderString({
        payload,
        secret,
        ...(timestamp ? { timestamp } : {}),
      })
      return { body: payload, headers: { 'content-type': 'application/json', 'stripe-signature': signature } }
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(fake, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

interface Answer {
  readonly status: number
  readonly body: Json
}

const page = (data: Json[], url: string): Answer => ({
  status: 200,
  body: { object: 'list', data, has_more: false, url },
})

const failure = (status: number, type: string, code: string, param?: string): Answer => ({
  status,
  body: { error: { type, code, param, message: `${code} ${param ?? ''}` } },
})
