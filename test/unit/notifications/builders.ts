import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import type { SQSEvent } from 'aws-lambda'
import { mockClient } from 'aws-sdk-client-mock'
import { newId } from '../../../functions/shared/ids.ts'

export const usd = (amount: number) => ({ amount, currency: 'USD' })

/** An order event as it comes from a queue. */
export function anEvent(name: string, data: object = {}) {
  return {
    eventId: newId(),
    name,
    version: 1,
    occurredAt: new Date().toISOString(),
    correlationId: newId(),
    data: { orderId: newId(), number: 'TW-1042', customerId: newId(), ...data },
  }
}

export const anOrderConfirmed = (data: object = {}) =>
  anEvent('OrderConfirmed', {
    lines: [{ name: 'Trail mug', quantity: 2, lineTotal: usd(3998) }],
    total: usd(4498),
    ...data,
  })

export const delivery = (event: object): SQSEvent =>
  ({ Records: [{ messageId: newId(), body: JSON.stringify({ detail: event }) }] }) as unknown as SQSEvent

const aProduct = { sku: 'MUG', productId: 'p', name: 'Trail mug', unitPrice: usd(1999), available: 3 }

/** The services around notifications: users (one person, whoever is asked for), catalog (one product), SES and SNS. */
export function theWorld() {
  Object.assign(process.env, {
    MAIL_FROM: 'shop@tradewind.example',
    STAFF_EMAIL: 'staff@tradewind.example',
    STAFF_LOCALE: 'en',
    FUNCTION_CATALOG_QUOTE_ITEMS: 'arn:aws:lambda:us-east-1:000000000000:function:quote-items',
    FUNCTION_USERS_GET_CONTACT: 'arn:aws:lambda:us-east-1:000000000000:function:get-contact',
  })
  const [ses, sns, lambda] = [mockClient(SESClient), mockClient(SNSClient), mockClient(LambdaClient)]
  const world = {
    ses,
    sns,
    contact: { email: 'ada@example.com', name: 'Ada', phone: '+1 555 010 0000', locale: 'en' } as object | null,
    product: aProduct as typeof aProduct | undefined,
    reset() {
      for (const mock of [ses, sns, lambda]) mock.reset()
      ses.on(SendEmailCommand).resolves({ MessageId: 'm' })
      sns.on(PublishCommand).resolves({ MessageId: 'm' })
      lambda.on(InvokeCommand).callsFake(async ({ FunctionName }: { FunctionName: string }) => {
        const contact = world.contact && { marketingConsent: false, ...world.contact }
        const line = { reference: 'any', status: world.product ? 'active' : 'unavailable', item: world.product }
        const answer = /quote-items/.test(FunctionName) ? { lines: [line] } : { contact }
        return { Payload: Buffer.from(JSON.stringify(answer)) }
      })
    },
    mails: () => ses.commandCalls(SendEmailCommand).map(({ args }) => args[0].input),
    texts: () => sns.commandCalls(PublishCommand).map(({ args }) => args[0].input),
  }
  world.reset()
  return world
}
