/** The parts of `npm run dlq` and `npm run outbox` against the local cloud's own SQS and EventBridge. */
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ageOf } from '../../../bin/lib/dlq/age.ts'
import { describeDeadLetter } from '../../../bin/lib/dlq/describe.ts'
import { peek } from '../../../bin/lib/dlq/messages.ts'
import {
  type DeadLetterQueue,
  deadLetterQueue,
  deadLetterQueues,
  oldestIn,
  sourceOf,
} from '../../../bin/lib/dlq/queues.ts'
import { redriveAll, redriveSome } from '../../../bin/lib/dlq/redrive.ts'
import { type AwsEndpoint, openAwsEndpoint } from '../../../localstack/embedded/aws-endpoint/index.ts'
import { sqs as sqsEmulator } from '../../../localstack/embedded/sqs/index.ts'
import { arn, type FakeCloud, fakeCloud } from '../../localstack/support-messaging/fake-cloud.ts'

const deployment = { stage: 'test', client: {} }
const redrive = { deadLetterTargetArn: arn('sqs', 'tradewind-test-orders-on-follow-dead-letters'), maxReceiveCount: 5 }
const resources = {
  Work: {
    type: 'AWS::SQS::Queue',
    properties: { QueueName: 'tradewind-test-orders-on-follow', RedrivePolicy: redrive },
  },
  Dead: { type: 'AWS::SQS::Queue', properties: { QueueName: 'tradewind-test-orders-on-follow-dead-letters' } },
  Relay: { type: 'AWS::SQS::Queue', properties: { QueueName: 'tradewind-test-orders-relay-dead-letters' } },
  Other: { type: 'AWS::SQS::Queue', properties: { QueueName: 'tradewind-prod-orders-relay-dead-letters' } },
}

let endpoint: AwsEndpoint
let cloud: FakeCloud
let sqs: SQSClient
let queue: DeadLetterQueue
let work: string

beforeAll(async () => {
  endpoint = await openAwsEndpoint({ info: () => {}, warn: () => {}, error: () => {} })
  const emulators = [sqsEmulator()]
  cloud = await fakeCloud({ emulators, resources })
  endpoint.serve(emulators, () => ({ kind: 'root' }))
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  sqs = new SQSClient({ endpoint: endpoint.url, region: 'eu-west-1', credentials })
})
afterAll(async () => {
  sqs.destroy()
  await cloud.stop()
  await endpoint.stop()
})

const event = (eventId: string, data: object = {}) =>
  JSON.stringify({ detail: { eventId, name: 'OrderPaid', correlationId: 'corr-1', data } })
const send = (url: string, body: string) => sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }))
const counted = async () => (await deadLetterQueues(sqs, deployment)).map(({ name, count }) => [name, count])
const takeAll = async (url: string) => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
  )
  return Messages.map(({ Body }) => JSON.parse(Body!).detail.eventId).sort()
}

beforeEach(async () => {
  queue = await deadLetterQueue(sqs, deployment, 'orders-on-follow')
  work = (await sourceOf(sqs, queue))!
})

describe('npm run dlq', () => {
  it('knows every dead-letter queue of the stage, also one without a queue before it', async () => {
    expect(await counted()).toEqual([
      ['orders-on-follow', 0],
      ['orders-relay', 0],
    ])
    expect(work).toMatch(/tradewind-test-orders-on-follow$/)
    expect(await sourceOf(sqs, await deadLetterQueue(sqs, deployment, 'orders-relay'))).toBeUndefined()
    await expect(deadLetterQueue(sqs, deployment, 'follow')).rejects.toThrow('There is orders-on-follow')
  })

  it('looks without taking, and moves the wanted ones back, then all: nothing stays behind', async () => {
    for (const id of ['event-1', 'event-2', 'event-3']) await send(queue.url, event(id))
    const before = Date.now()

    expect((await peek(sqs, queue, 10)).map((message) => describeDeadLetter(message).eventId)).toHaveLength(3)
    const full = await deadLetterQueue(sqs, deployment, 'orders-on-follow')
    expect(full.count).toBe(3)
    expect(before - (await oldestIn(sqs, full))!).toBeLessThan(60_000)
    expect(await redriveSome(sqs, queue, work, ['event-2', 'no-such'])).toEqual(['event-2'])
    expect(await takeAll(work)).toEqual(['event-2'])
    expect(await redriveAll(sqs, queue, work)).toBe(2)
    expect(await takeAll(work)).toEqual(['event-1', 'event-3'])
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ['All'] }),
    )
    expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' })
  })
})

describe('what a dead letter is about', () => {
  const message = (Body: string, more: object = {}) => ({
    MessageId: 'm-1',
    Body,
    Attributes: { SentTimestamp: '0' },
    ...more,
  })

  it('is told by the event’s name and ids, without personal data unless it is asked for', () => {
    const mail = message(event('event-1', { to: 'ada@test.example', phone: '+15550100200' }))
    const shown = describeDeadLetter(mail)
    expect(shown).toMatchObject({
      what: 'OrderPaid',
      eventId: 'event-1',
      correlationId: 'corr-1',
      sentAt: '1970-01-01T00:00:00.000Z',
    })
    expect(shown.body).toContain('[e-mail]')
    expect(shown.body).not.toMatch(/ada@|5550100/)
    expect(describeDeadLetter(mail, { raw: true }).body).toContain('ada@test.example')
  })

  it('names the cause where the message has it', () => {
    const attributes = { ERROR_CODE: { StringValue: 'NO_PERMISSIONS', DataType: 'String' } }
    expect(describeDeadLetter(message(event('e'), { MessageAttributes: attributes })).cause).toBe(
      'not delivered: NO_PERMISSIONS',
    )
    const relay = { requestContext: { condition: 'RecordAgeExceeded' }, DDBStreamBatchInfo: { batchSize: 7 } }
    expect(describeDeadLetter(message(JSON.stringify(relay)))).toMatchObject({
      what: '7 stream records that were not published',
      cause: 'RecordAgeExceeded',
    })
    expect(describeDeadLetter(message('no JSON at all')).what).toBe('work')
  })

  it('has an age in the units that matter', () => {
    expect([4_000, 700_000, 7_500_000, 180_000_000].map(ageOf)).toEqual(['4 s', '11 min', '2 h 5 min', '2 d 2 h'])
  })
})
