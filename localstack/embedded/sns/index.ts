/** SNS: topics, subscriptions with filters, and text messages that go to the mailbox. */
import { randomUUID } from 'node:crypto'
import { createDeliveries, type Deliveries, type DeliveryOptions, type NewDelivery } from '../eventbridge/deliveries.ts'
import { keepLetter } from '../ses/mailbox.ts'
import { type AwsCall, AwsError, type Cloud, type Delivery, type Emulator, type Principal } from '../types.ts'
import { type MessageAttributes, passesFilter } from './filter.ts'
import { lambdaEvent, type Message, queueBody, queueSettings, textFor } from './notification.ts'
import { type Subscription, snsResources, templateSubscriptions, toSubscription } from './resources.ts'

type Input = Record<string, unknown>

const largestMessageBytes = 256 * 1024

export function sns(options: DeliveryOptions = {}): Emulator {
  let cloud: Cloud
  let declared: Subscription[] = []
  let deliveries: Deliveries

  const topicOf = (arn: unknown) => {
    const topic = cloud.resources('AWS::SNS::Topic').find((one) => one.arn === arn)
    if (topic) return topic
    throw new AwsError('NotFound', 'Topic does not exist', 404)
  }

  function subscriptions(): Subscription[] {
    const rows = cloud.store.all<{ subscription: string }>('SELECT subscription FROM sns_subscriptions ORDER BY arn')
    return [...declared, ...rows.map(({ subscription }) => JSON.parse(subscription) as Subscription)]
  }

  /** One durable delivery a subscription that wants the message; letters go into the mailbox at once. */
  function publishToTopic(message: Message): void {
    cloud.store.transaction(() => {
      for (const subscription of subscriptions()) {
        const { topicArn, protocol, endpoint, filterPolicy, filtersBody } = subscription
        const { attributes } = message
        if (
          topicArn !== message.topicArn ||
          !passesFilter(filterPolicy, filtersBody, { body: textFor(message, protocol), attributes })
        )
          continue
        if (protocol === 'sqs' || protocol === 'lambda') deliveries.add(deliveryFor(message, subscription))
        else {
          const channel = protocol === 'sms' ? 'sms' : 'email'
          const subject = channel === 'sms' ? '' : (message.subject ?? 'AWS Notification Message')
          keepLetter(cloud.store, { channel, to: endpoint, subject, text: textFor(message, protocol) })
        }
      }
    })
    deliveries.wake()
  }

  function publish(principal: Principal, input: Input): { MessageId: string; SequenceNumber?: string } {
    const { PhoneNumber: phone, Message: text, Subject: subject } = input
    // An SMS has no resource of its own: only a policy for any resource allows it.
    cloud.authorize(principal, 'sns:Publish', phone ? String(phone) : String(input.TopicArn ?? input.TargetArn))
    if (!text) throw invalid('Empty message')
    if (phone) {
      if (!/^\+?[1-9]\d{4,14}$/.test(String(phone).replace(/[ -]/g, '')))
        throw invalid(`PhoneNumber Reason: ${phone} is not valid to publish to`)
      const letter = { channel: 'sms', to: String(phone), subject: '', text: String(text) } as const
      return { MessageId: keepLetter(cloud.store, { ...letter, tags: tagsOf(input.MessageAttributes) }) }
    }
    const topic = topicOf(input.TopicArn ?? input.TargetArn)
    if (Buffer.byteLength(String(text)) > largestMessageBytes) throw invalid('Message too long')
    const isFifo = topic.arn.endsWith('.fifo')
    if (isFifo && !input.MessageGroupId) throw invalid('The MessageGroupId parameter is required for FIFO topics')
    if (isFifo && !input.MessageDeduplicationId && String(topic.properties.ContentBasedDeduplication) !== 'true') {
      throw invalid(
        'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
      )
    }
    const message: Message = {
      id: randomUUID(),
      topicArn: topic.arn,
      texts: input.MessageStructure === 'json' ? textsByProtocol(String(text)) : { default: String(text) },
      ...(subject ? { subject: String(subject) } : {}),
      attributes: (input.MessageAttributes || {}) as MessageAttributes,
      ...(input.MessageGroupId ? { groupId: String(input.MessageGroupId) } : {}),
      ...(input.MessageDeduplicationId ? { deduplicationId: String(input.MessageDeduplicationId) } : {}),
      at: new Date().toISOString(),
    }
    publishToTopic(message)
    return { MessageId: message.id, ...(isFifo ? { SequenceNumber: String(Date.now()).padStart(20, '1') } : {}) }
  }

  function publishBatch(principal: Principal, { TopicArn, PublishBatchRequestEntries }: Input) {
    const entries = (PublishBatchRequestEntries || []) as (Input & { Id: string })[]
    if (entries.length === 0) throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.")
    if (entries.length > 10)
      throw new AwsError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.')
    if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
      throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries have the same Id.')
    const Successful: unknown[] = []
    const Failed: unknown[] = []
    for (const entry of entries) {
      try {
        Successful.push({ Id: entry.Id, ...publish(principal, { ...entry, TopicArn }) })
      } catch (error) {
        if (!(error instanceof AwsError) || error.code.startsWith('AccessDenied')) throw error
        Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true })
      }
    }
    return { Successful, Failed }
  }

  function subscribe({ TopicArn, Protocol, Endpoint, Attributes }: Input) {
    const topic = topicOf(TopicArn)
    const known = subscriptions().find(
      (one) => one.topicArn === topic.arn && one.protocol === Protocol && one.endpoint === Endpoint,
    )
    if (known) return { SubscriptionArn: known.arn }
    const arn = `${topic.arn}:${randomUUID()}`
    let subscription: Subscription
    try {
      subscription = toSubscription(arn, topic.arn, String(Protocol), String(Endpoint), (Attributes || {}) as Input)
    } catch (error) {
      throw error instanceof AwsError ? error : invalid((error as Error).message)
    }
    cloud.store.run(
      'INSERT INTO sns_subscriptions (arn, subscription) VALUES (?, ?)',
      arn,
      JSON.stringify(subscription),
    )
    return { SubscriptionArn: arn }
  }

  function unsubscribe({ SubscriptionArn }: Input) {
    if (declared.some(({ arn }) => arn === SubscriptionArn))
      throw invalid('The subscription is declared by the template: remove it there.')
    cloud.store.run('DELETE FROM sns_subscriptions WHERE arn = ?', String(SubscriptionArn))
    return {}
  }

  const describe = ({ arn, topicArn, protocol, endpoint }: Subscription) => ({
    SubscriptionArn: arn,
    Owner: cloud.accountId,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  })

  /** Operations that are authorised on the topic that they name, or on all. */
  const operations: Record<string, (input: Input) => unknown> = {
    Subscribe: subscribe,
    Unsubscribe: unsubscribe,
    ListTopics: () => ({ Topics: cloud.resources('AWS::SNS::Topic').map(({ arn }) => ({ TopicArn: arn })) }),
    ListSubscriptions: () => ({ Subscriptions: subscriptions().map(describe) }),
    ListSubscriptionsByTopic: ({ TopicArn }) => ({
      Subscriptions: subscriptions()
        .filter(({ topicArn }) => topicArn === topicOf(TopicArn).arn)
        .map(describe),
    }),
  }

  return {
    name: 'sns',
    resources: snsResources,
    protocol: { kind: 'query', version: '2010-03-31', namespace: 'http://sns.amazonaws.com/doc/2010-03-31/' },

    async prepare(theCloud) {
      cloud = theCloud
      cloud.store.define(
        'CREATE TABLE IF NOT EXISTS sns_subscriptions (arn TEXT PRIMARY KEY, subscription TEXT NOT NULL)',
      )
      declared = templateSubscriptions(cloud)
      deliveries = createDeliveries(cloud, 'sns_deliveries', options)
    },
    start: async () => deliveries.start(),
    stop: async () => deliveries?.stop(),

    async handle({ operation: name, input, principal }: AwsCall) {
      if (name === 'Publish') return { body: publish(principal, input) }
      if (name === 'PublishBatch') return { body: publishBatch(principal, input) }
      const operation = operations[name]
      if (!operation)
        throw new AwsError('InvalidAction', `The local cloud's SNS has no ${name}: declare topics in the template.`)
      cloud.authorize(
        principal,
        `sns:${name}`,
        String(input.TopicArn ?? (input.SubscriptionArn ? topicPart(input.SubscriptionArn) : '*')),
      )
      return { body: operation(input) }
    },

    /** Takes a text or a JSON value from another service; settings as Publish has them (MessageGroupId, Subject, …). */
    async deliver({ targetArn, payload, settings = {} }: Delivery) {
      const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
      // The cloud has authorised the sender.
      publish({ kind: 'root' }, { ...settings, TopicArn: targetArn, Message: text })
    },
  }
}

function deliveryFor(message: Message, subscription: Subscription): NewDelivery {
  const principal: Principal = { kind: 'service', service: 'sns.amazonaws.com', sourceArn: message.topicArn }
  const isQueue = subscription.protocol === 'sqs'
  return {
    targetArn: subscription.endpoint,
    payload: isQueue ? queueBody(message, subscription) : lambdaEvent(message, subscription),
    principal,
    ...(isQueue ? { settings: queueSettings(message, subscription) } : {}),
    label: `Subscription ${subscription.arn}`,
    // SNS tries customer-managed AWS endpoints 100,015 times over 23 days; a day is enough of a laptop.
    retry: { maximumAttempts: 500, maximumAgeSeconds: 86_400 },
    ...(subscription.deadLetterArn
      ? {
          deadLetter: {
            queueArn: subscription.deadLetterArn,
            principal,
            body: queueBody(message, subscription),
            attributes: {},
          },
        }
      : {}),
  }
}

function textsByProtocol(text: string): Record<string, string> {
  try {
    const texts = JSON.parse(text) as Record<string, string>
    if (typeof texts.default === 'string') return texts
  } catch {
    // Falls through to the same error as a missing default.
  }
  throw invalid('Message Structure - No default entry in JSON message body')
}

/** Values of the attributes that are not AWS's own settings of an SMS. */
const tagsOf = (attributes: unknown): string[] =>
  Object.entries((attributes || {}) as Record<string, { StringValue?: string }>)
    .filter(([name]) => !name.startsWith('AWS.'))
    .map(([, { StringValue = '' }]) => StringValue)

const topicPart = (subscriptionArn: unknown) => String(subscriptionArn).split(':').slice(0, 6).join(':')
const invalid = (message: string) => new AwsError('InvalidParameter', `Invalid parameter: ${message}`)
