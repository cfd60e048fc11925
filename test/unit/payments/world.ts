/** The payments service on a real table, with a provider over HTTP; orders, secrets and the saga are stood in for. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn'
import { mockClient } from 'aws-sdk-client-mock'
import { handler as createPayment } from '../../../functions/payments/create-payment/handler.ts'
import { handler as checkPayment } from '../../../functions/payments/on/check-payment/handler.ts'
import { handler as resumeCheckout } from '../../../functions/payments/on/resume-checkout/handler.ts'
import { handler as paymentCallback } from '../../../functions/payments/payment-callback/handler.ts'
import { getPayment } from '../../../functions/payments/table.ts'
import { newId } from '../../../functions/shared/ids.ts'
import { sign } from '../../../functions/shared/webhook-signature.ts'
import { startTable } from '../../support/dynamodb.ts'
import { aCustomer, anHttpEvent, send } from '../../support/http-event.ts'
import { startFakeProvider } from './fake-provider.ts'

export type World = Awaited<ReturnType<typeof startWorld>>

/** @param webhookSecret during a rotation `new,old` */
export async function startWorld(webhookSecret = 'whsec') {
  const table = await startTable()
  const provider = await startFakeProvider()
  Object.assign(process.env, {
    SERVICE_NAME: 'payments',
    PAYMENT_PROVIDER: 'simulator',
    PAYMENT_PROVIDER_URL: provider.url,
    PAYMENT_API_KEY_SECRET: 'api-key',
    PAYMENT_WEBHOOK_SECRET: 'webhook',
    PUBLIC_API_URL: 'http://shop.test',
    FUNCTION_ORDERS_GET_PAYABLE_ORDER: 'get-payable-order',
  })
  mockClient(SecretsManagerClient).on(GetSecretValueCommand).resolves({ SecretString: webhookSecret })
  const lambda = mockClient(LambdaClient)
  const saga = mockClient(SFNClient)

  /** `null`: there is no such order. */
  const setOrder = (orderId: string, more: { status?: string; payable?: boolean } | null = {}) => {
    const order = more && {
      orderId,
      number: 'TW-1',
      customerId: 'customer-1',
      status: 'PENDING',
      total: { amount: 1999, currency: 'USD' },
      payable: true,
      ...more,
    }
    // biome-ignore lint/suspicious/noExplicitAny: the SDK's payload type adds a method that nobody needs here.
    lambda.on(InvokeCommand).resolves({ Payload: Buffer.from(JSON.stringify({ order })) as any })
  }

  /** @param more.key `''` sends none */
  const pay = (orderId: string, more: { key?: string; as?: string } = {}) =>
    send(createPayment, {
      method: 'POST',
      headers: { 'idempotency-key': more.key ?? newId() },
      body: { orderId, method: { type: 'card', token: 'tok_visa' } },
      as: aCustomer(more.as ?? 'customer-1'),
    })

  const callback = (
    paymentId: string,
    status: string,
    more: { eventId?: string; secret?: string; amount?: number; at?: Date } = {},
  ) => {
    const charge = { id: `ch_${paymentId}`, reference: paymentId, status, amount: more.amount ?? 1999, currency: 'USD' }
    const event = anHttpEvent({
      method: 'POST',
      body: { id: more.eventId ?? newId(), type: `charge.${status}`, data: { charge } },
    })
    const signedAt = Math.floor((more.at?.getTime() ?? Date.now()) / 1000)
    const signature = sign(more.secret ?? webhookSecret, signedAt, event.body!)
    return sendRaw(paymentCallback, { ...event, headers: { ...event.headers, 'x-payment-signature': signature } })
  }

  /** What the relay and the bus would do with the event of the payment's last change. */
  const deliver = async (name: 'PaymentCreated' | 'PaymentCaptured' | 'PaymentFailed', paymentId: string) => {
    const { orderId, amount } = (await getPayment(paymentId))!
    const detail = {
      eventId: newId(),
      name,
      version: 1,
      occurredAt: new Date().toISOString(),
      correlationId: 'correlation-1',
      data: { paymentId, orderId, amount, ...(name === 'PaymentFailed' ? { reason: 'card_declined' } : {}) },
    }
    // biome-ignore lint/suspicious/noExplicitAny: only what the subscriber reads.
    const batch = { Records: [{ messageId: 'message-1', body: JSON.stringify({ detail }) }] } as any
    return name === 'PaymentCreated' ? checkPayment(batch) : resumeCheckout(batch)
  }

  /** What each waiting saga is told from now on, by its token; Step Functions takes one word for a token and refuses any other. */
  const hearSagas = () => {
    const told = new Map<string, 'success' | 'failure'>()
    const hear = (word: 'success' | 'failure') => (input: { taskToken?: string }) => {
      if (told.has(input.taskToken!)) throw Object.assign(new Error('told before'), { name: 'TaskTimedOut' })
      told.set(input.taskToken!, word)
      return {}
    }
    saga.reset()
    saga.on(SendTaskSuccessCommand).callsFake(hear('success'))
    saga.on(SendTaskFailureCommand).callsFake(hear('failure'))
    return told
  }

  const stop = async () => {
    await provider.stop()
    await table.stop()
  }
  return { provider, saga, lambda, setOrder, pay, callback, deliver, hearSagas, stop }
}

const sendRaw = async (handler: unknown, event: object) => {
  // biome-ignore lint/suspicious/noExplicitAny: an endpoint's handler, with what it reads of its context.
  const result = await (handler as any)(event, { awsRequestId: newId() })
  return { status: result.statusCode as number, body: JSON.parse(result.body) }
}
