import { verify } from 'node:crypto'
import { CreateEventBusCommand, EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses'
import {
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type AwsEndpoint, openAwsEndpoint } from '../../../localstack/embedded/aws-endpoint/index.ts'
import { eventbridge } from '../../../localstack/embedded/eventbridge/index.ts'
import { kms } from '../../../localstack/embedded/kms/index.ts'
import { secretsManager } from '../../../localstack/embedded/secretsmanager/index.ts'
import { ses } from '../../../localstack/embedded/ses/index.ts'
import { sns } from '../../../localstack/embedded/sns/index.ts'
import { sqs } from '../../../localstack/embedded/sqs/index.ts'
import { arn, type FakeCloud, fakeCloud } from '../support-messaging/fake-cloud.ts'

const resources = {
  Queue: { type: 'AWS::SQS::Queue', properties: { QueueName: 'work' } },
  Topic: { type: 'AWS::SNS::Topic', properties: { TopicName: 'news' } },
  Rule: {
    type: 'AWS::Events::Rule',
    properties: {
      EventPattern: { source: ['shop'] },
      Targets: [{ Id: 'q', Arn: arn('sqs', 'work'), InputPath: '$.detail' }],
    },
  },
  Key: { type: 'AWS::KMS::Key', properties: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } },
  Secret: { type: 'AWS::SecretsManager::Secret', properties: { Name: 'key', GenerateSecretString: {} } },
}

describe('The unmodified AWS SDK', () => {
  let cloud: FakeCloud
  let endpoint: AwsEndpoint
  const clients: { destroy(): void }[] = []
  const made = <Client extends { destroy(): void }>(Type: new (config: object) => Client): Client => {
    const client = new Type({
      endpoint: endpoint.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    })
    clients.push(client)
    return client
  }
  let QueueUrl: string

  beforeAll(async () => {
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    endpoint = await openAwsEndpoint(log)
    QueueUrl = `${endpoint.url}/000000000000/work`
    const emulators = [eventbridge(), sqs(), sns(), ses(), kms(), secretsManager()]
    cloud = await fakeCloud({ emulators, resources })
    endpoint.serve(emulators, () => ({ kind: 'root' }))
  })
  afterAll(async () => {
    for (const client of clients) client.destroy()
    await endpoint.stop()
    await cloud.stop()
  })

  it('sends, receives, verifies and deletes messages', async () => {
    const client = made(SQSClient)
    const MessageAttributes = {
      n: { DataType: 'Number', StringValue: '1' },
      raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
    }

    const { QueueUrl: found } = await client.send(new GetQueueUrlCommand({ QueueName: 'work' }))
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'Größe', MessageAttributes }))
    await client.send(
      new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'a', MessageBody: 'b', MessageAttributes }] }),
    )
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
    )
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }))
    await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))

    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))
    expect(found).toMatch(/\/000000000000\/work$/)
    expect(Messages.map(({ Body }) => Body)).toEqual(['Größe', 'b'])
    expect(Messages[0]!.MessageAttributes?.raw?.BinaryValue).toEqual(new Uint8Array([1, 2]))
    expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' })
  })

  it('sees typed errors', async () => {
    await expect(made(SQSClient).send(new GetQueueUrlCommand({ QueueName: 'none' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    })
    await expect(
      made(SNSClient).send(new PublishCommand({ TopicArn: arn('sns', 'none'), Message: 'a' })),
    ).rejects.toMatchObject({ name: 'NotFoundException' })
    await expect(made(EventBridgeClient).send(new CreateEventBusCommand({ Name: 'x' }))).rejects.toThrow(
      /declare it in the template/,
    )
  })

  it('puts events that reach their queue', async () => {
    const entry = { Source: 'shop', DetailType: 'OrderPlaced', Detail: '{"id":"1"}', Time: new Date() }

    const { FailedEntryCount } = await made(EventBridgeClient).send(new PutEventsCommand({ Entries: [entry] }))

    const { Messages } = await made(SQSClient).send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }))
    expect(FailedEntryCount).toBe(0)
    expect(Messages?.[0]?.Body).toBe('{"id":"1"}')
  })

  it('sends e-mails and text messages to the mailbox', async () => {
    const client = made(SESClient)
    const Body = { Text: { Data: 'Line <1>\nLine & 2' }, Html: { Data: '<p>ä</p>' } }

    const email = await client.send(
      new SendEmailCommand({
        Source: 'shop@shop.example',
        Destination: { ToAddresses: ['a@b.example'], CcAddresses: [] },
        Message: { Subject: { Data: 'Hi' }, Body },
      }),
    )
    await client.send(
      new SendRawEmailCommand({
        RawMessage: { Data: Buffer.from('From: s@shop.example\r\nTo: r@b.example\r\nSubject: Raw\r\n\r\nText') },
      }),
    )
    const sms = await made(SNSClient).send(new PublishCommand({ PhoneNumber: '+4915100000000', Message: 'Hello' }))

    const { items } = await cloud.view<Promise<{ items: object[] }>>('mailbox')
    expect(items).toMatchObject([
      { id: sms.MessageId, channel: 'sms', to: '+4915100000000', text: 'Hello' },
      { to: 'r@b.example', subject: 'Raw', text: 'Text' },
      { id: email.MessageId, to: 'a@b.example', subject: 'Hi', text: 'Line <1>\nLine & 2', html: '<p>ä</p>' },
    ])
  })

  it('subscribes and publishes', async () => {
    const client = made(SNSClient)
    const TopicArn = arn('sns', 'news')
    const Attributes = { RawMessageDelivery: 'true', FilterPolicy: '{"kind":["a"]}' }
    await client.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: arn('sqs', 'work'),
        Attributes,
        ReturnSubscriptionArn: true,
      }),
    )
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'a' } }

    const { Successful, Failed } = await client.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: [
          { Id: '1', Message: 'wanted', MessageAttributes },
          { Id: '2', Message: 'not' },
        ],
      }),
    )

    const { Messages } = await made(SQSClient).send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5, MaxNumberOfMessages: 10 }),
    )
    expect([Successful?.map(({ Id }) => Id), Failed]).toEqual([['1', '2'], []])
    expect(Messages?.map(({ Body }) => Body)).toEqual(['wanted'])
    expect((await client.send(new ListTopicsCommand())).Topics).toEqual([{ TopicArn }])
  })

  it('signs with a key and reads a secret', async () => {
    const client = made(KMSClient)
    const KeyId = cloud.find('Key').arn
    const Message = Buffer.from('header.payload')

    const { Signature } = await client.send(
      new SignCommand({ KeyId, Message, MessageType: 'RAW', SigningAlgorithm: 'ECDSA_SHA_256' }),
    )
    const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId }))
    const secret = await made(SecretsManagerClient).send(new GetSecretValueCommand({ SecretId: 'key' }))

    expect(verify('sha256', Message, { key: Buffer.from(PublicKey!), format: 'der', type: 'spki' }, Signature!)).toBe(
      true,
    )
    expect(secret.SecretString).toHaveLength(32)
    expect(secret.CreatedDate).toBeInstanceOf(Date)
  })
})
