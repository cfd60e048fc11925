import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { describe, expect, it } from '@jest/globals'
import { aFunction, aRole, getAtt, ref, type TestTemplate } from '../support/assembly.ts'
import { aCloud, atEnd, until } from '../support/cloud.ts'

/** Mails by the bare Query protocol: assets here have no packages. */
const mailer = `
export async function handler({ Records }) {
  const failures = []
  for (const { body, messageId } of Records) {
    const { detail } = JSON.parse(body)
    if (detail.poison) { failures.push({ itemIdentifier: messageId }); continue }
    const fields = { Action: 'SendEmail', Version: '2010-12-01', Source: 'shop@shop.example', 'Destination.ToAddresses.member.1': detail.to,
      'Message.Subject.Data': process.env.QUEUE_URL, 'Message.Body.Text.Data': 'Hello' }
    const answer = await fetch(process.env.AWS_ENDPOINT_URL, {
      method: 'POST', body: new URLSearchParams(fields),
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/eu-west-1/ses/aws4_request' },
    })
    if (!answer.ok) throw new Error(await answer.text())
  }
  return { batchItemFailures: failures }
}`

const policyFor = (queue: string, rule: string) => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [ref(queue)],
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sqs:SendMessage',
          Principal: { Service: 'events.amazonaws.com' },
          Resource: getAtt(queue),
          Condition: { ArnEquals: { 'aws:SourceArn': getAtt(rule) } },
        },
      ],
    },
  },
})

const template = (options: { policy?: boolean } = {}): TestTemplate => ({
  Resources: {
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'shop' } },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: ref('Bus'),
        EventPattern: { source: ['shop'] },
        State: 'ENABLED',
        Targets: [{ Id: 'queue', Arn: getAtt('Queue'), DeadLetterConfig: { Arn: getAtt('Dead') } }],
      },
    },
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: { VisibilityTimeout: 5, RedrivePolicy: { deadLetterTargetArn: getAtt('Dead'), maxReceiveCount: 1 } },
    },
    Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
    DeadPolicy: policyFor('Dead', 'Rule'),
    ...(options.policy === false ? {} : { QueuePolicy: policyFor('Queue', 'Rule') }),
    Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'shop.example' } },
    Role: aRole([
      {
        Effect: 'Allow',
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        Resource: getAtt('Queue'),
      },
      {
        Effect: 'Allow',
        Action: 'ses:SendEmail',
        Resource: { 'Fn::Sub': 'arn:aws:ses:${AWS::Region}:${AWS::AccountId}:identity/shop.example' },
      },
    ]),
    Mailer: aFunction('mailer', { Environment: { Variables: { QUEUE_URL: ref('Queue') } } }),
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: ref('Mailer') } },
    Live: {
      Type: 'AWS::Lambda::Alias',
      Properties: { FunctionName: ref('Mailer'), FunctionVersion: getAtt('Version', 'Version'), Name: 'live' },
    },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: getAtt('Queue'),
        FunctionName: { 'Fn::Join': [':', [ref('Mailer'), 'live']] },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    },
  },
})

const connection = (endpoint: string) => ({
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
})

async function put(endpoint: string, ...details: object[]) {
  const client = new EventBridgeClient(connection(endpoint))
  const Entries = details.map((detail) => ({
    EventBusName: 'shop',
    Source: 'shop',
    DetailType: 'OrderPlaced',
    Detail: JSON.stringify(detail),
  }))
  const { FailedEntryCount } = await client.send(new PutEventsCommand({ Entries }))
  client.destroy()
  return FailedEntryCount
}

const letters = (cloud: { store: { all<Row>(sql: string): Row[] } }) =>
  cloud.store.all<{ recipient: string; subject: string }>('SELECT recipient, subject FROM mailbox ORDER BY sequence')

describe('The whole cloud', () => {
  it('carries an event through rule, queue and function to the mailbox, and a poison one to the dead-letter queue', async () => {
    const { cloud, endpoint } = await aCloud(template(), { mailer })
    const client = new SQSClient(connection(endpoint))
    atEnd(() => client.destroy())

    const failed = await put(endpoint, { to: 'a@b.example' }, { poison: true }, { to: 'c@d.example' })

    await until(() => letters(cloud).length === 2)
    const { Messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: `${endpoint}/000000000000/dead`, WaitTimeSeconds: 10 }),
    )
    expect(failed).toBe(0)
    expect(JSON.parse(Messages![0]!.Body!).detail).toEqual({ poison: true })
    expect(letters(cloud).map(({ recipient }) => recipient)).toEqual(['a@b.example', 'c@d.example'])
    const queueUrl = letters(cloud)[0]!.subject
    expect(queueUrl.startsWith(`${endpoint}/000000000000/`)).toBe(true)
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
    )
    expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' })
  })

  it('keeps an event from a queue whose policy does not let the rule send', async () => {
    const { endpoint, messages } = await aCloud(template({ policy: false }), { mailer })
    const client = new SQSClient(connection(endpoint))
    atEnd(() => client.destroy())

    await put(endpoint, { to: 'a@b.example' })

    const { Messages } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: `${endpoint}/000000000000/dead`,
        WaitTimeSeconds: 10,
        MessageAttributeNames: ['All'],
      }),
    )
    expect(Messages![0]!.MessageAttributes?.ERROR_CODE?.StringValue).toBe('NO_PERMISSIONS')
    expect(messages.join()).toMatch(/not authorized to perform: sqs:SendMessage/)
  })

  it('goes on after a stop with what it had accepted', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'cloud-'))
    atEnd(() => rm(dataFolder, { recursive: true }))
    const waiting = template()
    Object.assign(waiting.Resources!.Mapping!.Properties!, { Enabled: false })
    const first = await aCloud(waiting, { mailer }, { dataFolder, ephemeral: false })
    await put(first.endpoint, { to: 'a@b.example' })
    await first.stop()

    const second = await aCloud(template(), { mailer }, { dataFolder, ephemeral: false })

    await until(() => letters(second.cloud).length === 1)
  })
})
