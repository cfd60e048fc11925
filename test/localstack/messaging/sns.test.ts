import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { ses } from '../../../localstack/embedded/ses/index.ts'
import { sns } from '../../../localstack/embedded/sns/index.ts'
import { sqs } from '../../../localstack/embedded/sqs/index.ts'
import { arn, type FakeCloud, type FakeCloudOptions, fakeCloud, until } from '../support-messaging/fake-cloud.ts'

const topicArn = arn('sns', 'news')
const functionArn = arn('lambda', 'function:Reader')
const aSubscription = (properties: Record<string, unknown>) => ({
  type: 'AWS::SNS::Subscription',
  properties: { TopicArn: topicArn, Protocol: 'sqs', Endpoint: arn('sqs', 'inbox'), ...properties },
})
const base = {
  Topic: { type: 'AWS::SNS::Topic', properties: { TopicName: 'news' } },
  Inbox: { type: 'AWS::SQS::Queue', properties: { QueueName: 'inbox' } },
  Dead: { type: 'AWS::SQS::Queue', properties: { QueueName: 'dead' } },
}

describe('SNS', () => {
  let cloud: FakeCloud
  let folder: string | undefined

  afterEach(async () => {
    await cloud.stop()
    if (folder) await rm(folder, { recursive: true })
    folder = undefined
  })

  const start = async (resources: FakeCloudOptions['resources'], more: Partial<FakeCloudOptions> = {}) => {
    cloud = await fakeCloud({
      emulators: [sns({ firstRetryMs: 2 }), sqs(), ses()],
      resources: { ...base, ...resources },
      ...more,
    })
  }
  const publish = (input: Record<string, unknown>) =>
    cloud.call<{ MessageId: string }>('sns', 'Publish', { TopicArn: topicArn, ...input })
  const messages = (queue = 'inbox') =>
    cloud
      .view<{ items: { name: string; messages: { body: string; attributes: Record<string, string> }[] }[] }>('queues')
      .items.find(({ name }) => name === queue)!.messages
  const mailbox = () => cloud.view<Promise<{ items: object[] }>>('mailbox')

  it('notifies a queue with the document that SNS sends', async () => {
    await start({ Subscription: aSubscription({}) })

    const { MessageId } = await publish({
      Message: 'hello',
      Subject: 'hi',
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'a' } },
    })

    await until(() => messages().length === 1)
    expect(JSON.parse(messages()[0]!.body)).toMatchObject({
      Type: 'Notification',
      MessageId,
      TopicArn: topicArn,
      Subject: 'hi',
      Message: 'hello',
      SignatureVersion: '1',
      MessageAttributes: { kind: { Type: 'String', Value: 'a' } },
    })
  })

  it('delivers raw text with its attributes where the subscription says so', async () => {
    await start({ Subscription: aSubscription({ RawMessageDelivery: true }) })

    await publish({ Message: 'hello', MessageAttributes: { kind: { DataType: 'String', StringValue: 'a' } } })

    await until(() => messages().length === 1)
    expect(messages()[0]).toMatchObject({ body: 'hello', attributes: { kind: 'a' } })
  })

  it('calls a function with the event that Lambda documents', async () => {
    const events: unknown[] = []
    await start(
      { Subscription: aSubscription({ Protocol: 'lambda', Endpoint: functionArn }) },
      { functions: { [functionArn]: (event) => events.push(event) } },
    )

    await publish({ Message: 'hello' })

    await until(() => events.length === 1)
    expect(events[0]).toMatchObject({
      Records: [
        {
          EventSource: 'aws:sns',
          EventVersion: '1.0',
          Sns: { Message: 'hello', Subject: null, TopicArn: topicArn, MessageAttributes: {} },
        },
      ],
    })
  })

  it('filters by attributes and by body', async () => {
    await start({
      ByAttribute: aSubscription({
        RawMessageDelivery: true,
        FilterPolicy: { kind: ['a', { prefix: 'b' }], price: [{ numeric: ['>', 10] }] },
      }),
      ByBody: aSubscription({
        RawMessageDelivery: true,
        Endpoint: arn('sqs', 'dead'),
        FilterPolicyScope: 'MessageBody',
        FilterPolicy: { total: [{ numeric: ['>', 10] }] },
      }),
    })
    const attributes = (kind: string, price: string) => ({
      kind: { DataType: 'String', StringValue: kind },
      price: { DataType: 'Number', StringValue: price },
    })

    await publish({ Message: 'one', MessageAttributes: attributes('a', '20') })
    await publish({ Message: 'two', MessageAttributes: attributes('c', '20') })
    await publish({ Message: '{"total":11}', MessageAttributes: attributes('b1', '5') })

    await until(() => messages().length + messages('dead').length === 2)
    expect([messages(), messages('dead')]).toMatchObject([[{ body: 'one' }], [{ body: '{"total":11}' }]])
  })

  it('chooses the text by protocol', async () => {
    await start({ Subscription: aSubscription({ RawMessageDelivery: true }) })

    await publish({ MessageStructure: 'json', Message: JSON.stringify({ default: 'd', sqs: 'q' }) })

    await until(() => messages().length === 1)
    expect(messages()[0]).toMatchObject({ body: 'q' })
    await expect(publish({ MessageStructure: 'json', Message: '{}' })).rejects.toThrow(/No default entry/)
  })

  it('puts text messages into the mailbox', async () => {
    await start({ Subscription: aSubscription({ Protocol: 'sms', Endpoint: '+4915100000001' }) })

    const { MessageId } = await cloud.call<{ MessageId: string }>('sns', 'Publish', {
      PhoneNumber: '+4915100000000',
      Message: 'Your parcel',
    })
    await publish({ Message: 'to all' })

    expect((await mailbox()).items).toMatchObject([
      { channel: 'sms', to: '+4915100000001', text: 'to all' },
      { id: MessageId, channel: 'sms', to: '+4915100000000', subject: '', text: 'Your parcel' },
    ])
    await expect(cloud.call('sns', 'Publish', { PhoneNumber: 'home', Message: 'x' })).rejects.toMatchObject({
      code: 'InvalidParameter',
    })
  })

  it('keeps what a queue refused in the dead-letter queue of the subscription', async () => {
    await start({
      Subscription: aSubscription({
        Endpoint: arn('sqs', 'none'),
        RawMessageDelivery: true,
        RedrivePolicy: { deadLetterTargetArn: arn('sqs', 'dead') },
      }),
    })

    await publish({ Message: 'hello' })

    await until(() => messages('dead').length === 1)
    expect(messages('dead')[0]).toMatchObject({ body: 'hello', attributes: { ERROR_CODE: 'NO_RESOURCE' } })
  })

  it('publishes batches entry by entry', async () => {
    await start({ Subscription: aSubscription({ RawMessageDelivery: true }) })

    const answer = await cloud.call('sns', 'PublishBatch', {
      TopicArn: topicArn,
      PublishBatchRequestEntries: [
        { Id: '1', Message: 'a' },
        { Id: '2', Message: '' },
      ],
    })

    expect(answer).toMatchObject({ Successful: [{ Id: '1' }], Failed: [{ Id: '2', Code: 'InvalidParameter' }] })
  })

  it('remembers subscriptions made at run time', async () => {
    folder = await mkdtemp(join(tmpdir(), 'sns-'))
    const file = join(folder, 'store.db')
    await start({}, { file })
    const subscription = {
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: arn('sqs', 'inbox'),
      Attributes: { RawMessageDelivery: 'true' },
    }
    const made = await cloud.call<{ SubscriptionArn: string }>('sns', 'Subscribe', subscription)
    expect(await cloud.call('sns', 'Subscribe', subscription)).toEqual(made)
    await cloud.stop()

    await start({}, { file })
    await publish({ Message: 'hello' })

    await until(() => messages().length === 1)
    await cloud.call('sns', 'Unsubscribe', made)
    expect(await cloud.call('sns', 'ListSubscriptionsByTopic', { TopicArn: topicArn })).toEqual({ Subscriptions: [] })
  })

  it('refuses an unknown topic, and at start a protocol that it does not have', async () => {
    await start({})

    await expect(publish({ TopicArn: arn('sns', 'none'), Message: 'a' })).rejects.toMatchObject({ code: 'NotFound' })
    await expect(
      fakeCloud({ emulators: [sns()], resources: { S: aSubscription({ Protocol: 'https' }) } }),
    ).rejects.toThrow(/Subscription Stack\/S: .*https/)
  })
})
