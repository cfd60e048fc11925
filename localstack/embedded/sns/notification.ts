/** What subscribers get: the notification document, raw text, or a Lambda event. */
import { createHash } from 'node:crypto'
import type { MessageAttributes } from './filter.ts'
import type { Subscription } from './resources.ts'

export interface Message {
  readonly id: string
  readonly topicArn: string
  /** By protocol where the publisher gave several texts; `default` is always there. */
  readonly texts: Readonly<Record<string, string>>
  readonly subject?: string
  readonly attributes: MessageAttributes
  readonly groupId?: string
  readonly deduplicationId?: string
  /** ISO 8601. */
  readonly at: string
}

export const textFor = (message: Message, protocol: string): string =>
  message.texts[protocol] ?? message.texts.default ?? ''

const attributesOf = (message: Message, name: string) =>
  Object.fromEntries(
    Object.entries(message.attributes).map(([key, { DataType, StringValue, BinaryValue }]) => [
      key,
      { Type: DataType, [name]: StringValue ?? BinaryValue },
    ]),
  )

/** The signature fields have the right form and no meaning: nothing here is signed. */
const unsigned = { SignatureVersion: '1', Signature: 'bG9jYWw=' }

function notification(message: Message, subscription: Subscription): Record<string, unknown> {
  const attributes = attributesOf(message, 'Value')
  return {
    Type: 'Notification',
    MessageId: message.id,
    TopicArn: message.topicArn,
    ...(message.subject ? { Subject: message.subject } : {}),
    Message: textFor(message, subscription.protocol),
    Timestamp: message.at,
    ...unsigned,
    SigningCertURL: 'https://sns.invalid/local.pem',
    UnsubscribeURL: `https://sns.invalid/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
    ...(Object.keys(attributes).length > 0 ? { MessageAttributes: attributes } : {}),
  }
}

export const queueBody = (message: Message, subscription: Subscription): string =>
  subscription.raw ? textFor(message, 'sqs') : JSON.stringify(notification(message, subscription))

/** Settings of the delivery to a queue: raw messages keep their attributes, FIFO ones their group. */
export function queueSettings(message: Message, subscription: Subscription): Record<string, unknown> {
  const isFifo = subscription.endpoint.endsWith('.fifo')
  return {
    ...(subscription.raw && Object.keys(message.attributes).length > 0
      ? { MessageAttributes: message.attributes }
      : {}),
    ...(message.groupId ? { MessageGroupId: message.groupId } : {}),
    ...(isFifo
      ? {
          MessageDeduplicationId:
            message.deduplicationId ?? createHash('sha256').update(textFor(message, 'sqs')).digest('hex'),
        }
      : {}),
  }
}

export function lambdaEvent(message: Message, subscription: Subscription): Record<string, unknown> {
  const {
    SigningCertURL: SigningCertUrl,
    UnsubscribeURL: UnsubscribeUrl,
    ...rest
  } = notification(message, subscription)
  const Sns = {
    ...rest,
    Subject: message.subject ?? null,
    SigningCertUrl,
    UnsubscribeUrl,
    MessageAttributes: attributesOf(message, 'Value'),
  }
  return { Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscription.arn, Sns }] }
}
