import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { sqs } from '../../../localstack/embedded/sqs/index.ts'
import { arn, type FakeCloud, type FakeCloudOptions, fakeCloud, until } from '../support-messaging/fake-cloud.ts'

interface Message {
  MessageId: string
  ReceiptHandle: string
  Body: string
  MD5OfBody: string
  MD5OfMessageAttributes?: string
  Attributes?: Record<string, string>
  MessageAttributes?: Record<string, unknown>
}
type Sent = { MessageId: string; MD5OfMessageBody: string; MD5OfMessageAttributes?: string; SequenceNumber?: string }
type BatchAnswer = { Successful: { Id: string }[]; Failed: { Id: string; Code: string }[] }

const aQueue = (properties: Record<string, unknown> = {}) => ({
  type: 'AWS::SQS::Queue',
  properties: { QueueName: 'work', ...properties },
})
const deadLetters = { Dead: aQueue({ QueueName: 'dead' }) }
const redrivesAfter = (maxReceiveCount: number) => ({
  RedrivePolicy: { deadLetterTargetArn: arn('sqs', 'dead'), maxReceiveCount },
})

describe('SQS', () => {
  let cloud: FakeCloud
  let folder: string | undefined

  afterEach(async () => {
    jest.useRealTimers()
    await cloud.stop()
    if (folder) await rm(folder, { recursive: true })
    folder = undefined
  })

  const start = async (resources: FakeCloudOptions['resources'], file?: string) => {
    cloud = await fakeCloud({ emulators: [sqs()], resources, ...(file ? { file } : {}) })
  }
  const url = (name = 'work') => `http://127.0.0.1:4566/000000000000/${name}`
  const send = (input: Record<string, unknown>, name = 'work') =>
    cloud.call<Sent>('sqs', 'SendMessage', { QueueUrl: url(name), ...input })
  const receive = async (input: Record<string, unknown> = {}, name = 'work') =>
    (
      await cloud.call<{ Messages?: Message[] }>('sqs', 'ReceiveMessage', {
        QueueUrl: url(name),
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
        ...input,
      })
    ).Messages ?? []
  const remove = (message: Message, name = 'work') =>
    cloud.call('sqs', 'DeleteMessage', { QueueUrl: url(name), ReceiptHandle: message.ReceiptHandle })
  const show = (message: Message, seconds = 0, name = 'work') =>
    cloud.call('sqs', 'ChangeMessageVisibility', {
      QueueUrl: url(name),
      ReceiptHandle: message.ReceiptHandle,
      VisibilityTimeout: seconds,
    })
  const attributes = async (name = 'work') =>
    (
      await cloud.call<{ Attributes: Record<string, string> }>('sqs', 'GetQueueAttributes', {
        QueueUrl: url(name),
        AttributeNames: ['All'],
      })
    ).Attributes
  const bodies = (messages: Message[]) => messages.map(({ Body }) => Body)

  describe('A standard queue', () => {
    it('hands a message out with its digests, counts and attributes', async () => {
      await start({ Queue: aQueue() })
      const MessageAttributes = {
        colour: { DataType: 'String', StringValue: 'red' },
        raw: { DataType: 'Binary', BinaryValue: 'AQI=' },
      }

      const sent = await send({ MessageBody: 'hello', MessageAttributes })
      const [message] = await receive({ MessageAttributeNames: ['col.*'] })

      expect(sent.MD5OfMessageBody).toBe(createHash('md5').update('hello').digest('hex'))
      expect(message).toMatchObject({
        MessageId: sent.MessageId,
        Body: 'hello',
        MD5OfBody: sent.MD5OfMessageBody,
        Attributes: { ApproximateReceiveCount: '1', SenderId: 'root' },
      })
      expect(message!.MessageAttributes).toBeUndefined()
      await show(message!)
      const [again] = await receive({ MessageAttributeNames: ['All'] })
      expect(again).toMatchObject({
        MessageAttributes,
        MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
        Attributes: { ApproximateReceiveCount: '2' },
      })
    })

    it('hides a received message until its visibility timeout ends, and a deleted one for ever', async () => {
      await start({ Queue: aQueue() })
      await send({ MessageBody: 'a' })

      const [message] = await receive({ VisibilityTimeout: 1 })

      expect(await receive()).toEqual([])
      expect(await attributes()).toMatchObject({
        ApproximateNumberOfMessages: '0',
        ApproximateNumberOfMessagesNotVisible: '1',
      })
      const [again] = await receive({ WaitTimeSeconds: 5 })
      expect(again!.MessageId).toBe(message!.MessageId)
      await remove(again!)
      expect(await attributes()).toMatchObject({
        ApproximateNumberOfMessages: '0',
        ApproximateNumberOfMessagesNotVisible: '0',
      })
    })

    it('ignores a delete with the receipt of an earlier receive', async () => {
      await start({ Queue: aQueue() })
      await send({ MessageBody: 'a' })
      const [first] = await receive()
      await show(first!)
      await receive()

      await remove(first!)

      expect(await attributes()).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '1' })
    })

    it('wakes a long poll at once', async () => {
      await start({ Queue: aQueue() })
      const began = Date.now()
      const waiting = receive({ WaitTimeSeconds: 20 })

      await send({ MessageBody: 'a' })

      expect(bodies(await waiting)).toEqual(['a'])
      expect(Date.now() - began).toBeLessThan(1000)
    })

    it('ends a long poll empty when its time is over, and all of them when it stops', async () => {
      await start({ Queue: aQueue() })

      expect(await receive({ WaitTimeSeconds: 1 })).toEqual([])
      const waiting = receive({ WaitTimeSeconds: 20 })
      await cloud.stop()
      expect(await waiting).toEqual([])
      await start({ Queue: aQueue() })
    })

    it('delays by queue and by message', async () => {
      await start({ Queue: aQueue({ DelaySeconds: 900 }) })
      await send({ MessageBody: 'late' })

      await send({ MessageBody: 'now', DelaySeconds: 0 })
      await send({ MessageBody: 'soon', DelaySeconds: 1 })

      expect(bodies(await receive())).toEqual(['now'])
      expect(await attributes()).toMatchObject({ ApproximateNumberOfMessagesDelayed: '2' })
      expect(bodies(await receive({ WaitTimeSeconds: 5 }))).toEqual(['soon'])
    })

    it('moves a message to the dead-letter queue after exactly maxReceiveCount receives', async () => {
      await start({ ...deadLetters, Queue: aQueue(redrivesAfter(3)) })
      await send({ MessageBody: 'poison' })

      const counts: (string | undefined)[] = []
      for (let times = 0; times < 3; times++) {
        const [message] = await receive()
        counts.push(message?.Attributes?.ApproximateReceiveCount)
        await show(message!)
      }

      expect(counts).toEqual(['1', '2', '3'])
      expect(await receive()).toEqual([])
      const [dead] = await receive({}, 'dead')
      expect(dead).toMatchObject({ Body: 'poison', Attributes: { DeadLetterQueueSourceArn: arn('sqs', 'work') } })
    })

    it('moves a message whose last receive ran out even when nobody asks', async () => {
      await start({ ...deadLetters, Queue: aQueue(redrivesAfter(1)) })
      await send({ MessageBody: 'poison' })

      await receive({ VisibilityTimeout: 1 })

      expect(bodies(await receive({ WaitTimeSeconds: 5 }, 'dead'))).toEqual(['poison'])
    })

    it('gives dead letters back to the queue they came from', async () => {
      await start({ ...deadLetters, Queue: aQueue(redrivesAfter(1)) })
      await send({ MessageBody: 'poison' })
      const [message] = await receive()
      await show(message!)

      await cloud.call('sqs', 'StartMessageMoveTask', { SourceArn: arn('sqs', 'dead') })

      const [again] = await receive({ WaitTimeSeconds: 5 })
      expect(again).toMatchObject({ Body: 'poison', Attributes: { ApproximateReceiveCount: '1' } })
      const list = await until(async () => {
        const answer = await cloud.call<{ Results: { Status: string }[] }>('sqs', 'ListMessageMoveTasks', {
          SourceArn: arn('sqs', 'dead'),
        })
        return answer.Results[0]?.Status === 'COMPLETED' && answer.Results
      })
      expect(list).toMatchObject([
        { Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1, ApproximateNumberOfMessagesToMove: 1 },
      ])
    })

    it('names the source queues of a dead-letter queue', async () => {
      await start({ ...deadLetters, Queue: aQueue(redrivesAfter(1)) })

      expect(await cloud.call('sqs', 'ListDeadLetterSourceQueues', { QueueUrl: url('dead') })).toEqual({
        queueUrls: [url()],
      })
    })

    it('forgets messages older than the retention period', async () => {
      jest.useFakeTimers()
      await start({ Queue: aQueue({ MessageRetentionPeriod: 120 }) })
      await send({ MessageBody: 'old' })

      jest.advanceTimersByTime(240_000)

      expect(await attributes()).toMatchObject({ ApproximateNumberOfMessages: '0' })
    })

    it('keeps messages across a restart and shows at once what was in flight, as if it had not been received', async () => {
      folder = await mkdtemp(join(tmpdir(), 'sqs-'))
      const file = join(folder, 'store.db')
      await start({ Queue: aQueue() }, file)
      await send({ MessageBody: 'a' })
      await send({ MessageBody: 'b' })
      await receive({ MaxNumberOfMessages: 1, VisibilityTimeout: 600 })
      await cloud.stop()

      await start({ Queue: aQueue() }, file)

      const received = await receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] })
      expect(bodies(received).sort()).toEqual(['a', 'b'])
      expect(received.map(({ Attributes }) => Attributes?.ApproximateReceiveCount)).toEqual(['1', '1'])
    })
  })

  describe('A FIFO queue', () => {
    const fifo = (properties: Record<string, unknown> = {}) => ({
      Queue: aQueue({ QueueName: 'work.fifo', FifoQueue: true, ContentBasedDeduplication: true, ...properties }),
    })
    const sendTo = (group: string, body: string, id?: string) =>
      send({ MessageBody: body, MessageGroupId: group, ...(id ? { MessageDeduplicationId: id } : {}) }, 'work.fifo')
    const take = (input = {}) => receive(input, 'work.fifo')

    it('keeps the order of a group and hands the next one out only when the one before is done', async () => {
      await start(fifo())
      for (const body of ['a1', 'a2', 'b1']) await sendTo(body[0]!, body)

      const [first] = await take({ MaxNumberOfMessages: 1 })
      const others = await take()

      expect(first).toMatchObject({ Body: 'a1', Attributes: { MessageGroupId: 'a' } })
      expect(bodies(others)).toEqual(['b1'])
      await remove(first!, 'work.fifo')
      expect(bodies(await take())).toEqual(['a2'])
    })

    it('gives several messages of a group in order in one receive', async () => {
      await start(fifo())
      for (const body of ['1', '2', '3']) await sendTo('a', body)

      expect(bodies(await take())).toEqual(['1', '2', '3'])
    })

    it('returns a failed message before its successors', async () => {
      await start(fifo())
      for (const body of ['1', '2']) await sendTo('a', body)
      const [first] = await take({ MaxNumberOfMessages: 1 })

      await show(first!, 0, 'work.fifo')

      expect(bodies(await take())).toEqual(['1', '2'])
    })

    it('drops a repeated message for five minutes and answers with the first id', async () => {
      await start(fifo())

      const first = await sendTo('a', 'same')
      const second = await sendTo('a', 'same')
      const third = await sendTo('a', 'same', 'other-id')

      expect(second).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber })
      expect(third.MessageId).not.toBe(first.MessageId)
      expect(await take()).toHaveLength(2)
    })

    it('takes a repeated message again after five minutes', async () => {
      jest.useFakeTimers()
      await start(fifo())
      await sendTo('a', 'same')

      jest.advanceTimersByTime(300_001)
      await sendTo('a', 'same')

      expect(await take()).toHaveLength(2)
    })

    it('needs a group, and an id where the content is not one', async () => {
      await start(fifo({ ContentBasedDeduplication: false }))

      await expect(send({ MessageBody: 'a' }, 'work.fifo')).rejects.toThrow(/MessageGroupId/)
      await expect(sendTo('a', 'a')).rejects.toThrow(/ContentBasedDeduplication/)
      await expect(send({ MessageBody: 'a', MessageGroupId: 'a', DelaySeconds: 1 }, 'work.fifo')).rejects.toThrow(
        /DelaySeconds/,
      )
    })
  })

  describe('A batch', () => {
    it('reports each entry by itself', async () => {
      await start({ Queue: aQueue({ MaximumMessageSize: 1024 }) })
      const Entries = [
        { Id: 'good', MessageBody: 'a' },
        { Id: 'empty', MessageBody: '' },
        { Id: 'big', MessageBody: 'x'.repeat(1025) },
        { Id: 'control', MessageBody: '\u0001' },
      ]

      const answer = await cloud.call<BatchAnswer>('sqs', 'SendMessageBatch', { QueueUrl: url(), Entries })

      expect(answer.Successful.map(({ Id }) => Id)).toEqual(['good'])
      expect(answer.Failed.map(({ Id, Code }) => [Id, Code])).toEqual([
        ['empty', 'MissingParameter'],
        ['big', 'InvalidParameterValue'],
        ['control', 'InvalidMessageContents'],
      ])
    })

    it('changes and deletes many', async () => {
      await start({ Queue: aQueue() })
      for (const body of ['a', 'b']) await send({ MessageBody: body })
      const received = await receive()
      const entries = received.map(({ ReceiptHandle }, index) => ({
        Id: `${index}`,
        ReceiptHandle,
        VisibilityTimeout: 60,
      }))

      const changed = await cloud.call<BatchAnswer>('sqs', 'ChangeMessageVisibilityBatch', {
        QueueUrl: url(),
        Entries: entries,
      })
      const removed = await cloud.call<BatchAnswer>('sqs', 'DeleteMessageBatch', {
        QueueUrl: url(),
        Entries: [...entries, { Id: 'bad', ReceiptHandle: 'nonsense' }],
      })

      expect(changed.Successful).toHaveLength(2)
      expect(removed.Successful).toHaveLength(2)
      expect(removed.Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid' }])
    })

    it.each([
      ['nothing', [], 'EmptyBatchRequest'],
      [
        'eleven',
        Array.from({ length: 11 }, (_, id) => ({ Id: `${id}`, MessageBody: 'a' })),
        'TooManyEntriesInBatchRequest',
      ],
      [
        'one id twice',
        [
          { Id: 'a', MessageBody: 'a' },
          { Id: 'a', MessageBody: 'b' },
        ],
        'BatchEntryIdsNotDistinct',
      ],
      [
        'more than a megabyte',
        [
          { Id: 'a', MessageBody: 'x'.repeat(600_000) },
          { Id: 'b', MessageBody: 'x'.repeat(600_000) },
        ],
        'BatchRequestTooLong',
      ],
    ])('is refused with %s', async (_title, Entries, code) => {
      await start({ Queue: aQueue() })

      await expect(cloud.call('sqs', 'SendMessageBatch', { QueueUrl: url(), Entries })).rejects.toMatchObject({ code })
    })
  })

  it('authorises a batch as the single action, on the queue', async () => {
    await start({ Queue: aQueue() })

    await cloud.call('sqs', 'SendMessageBatch', { QueueUrl: url(), Entries: [{ Id: 'a', MessageBody: 'a' }] })

    expect(cloud.authorized).toEqual([`sqs:SendMessage ${arn('sqs', 'work')}`])
  })

  it('finds, lists, purges and shows queues', async () => {
    await start({ ...deadLetters, Queue: aQueue(redrivesAfter(5)) })
    await send({ MessageBody: 'a' })

    expect(await cloud.call('sqs', 'GetQueueUrl', { QueueName: 'work' })).toEqual({ QueueUrl: url() })
    expect(await cloud.call('sqs', 'ListQueues', { QueueNamePrefix: 'w' })).toEqual({ QueueUrls: [url()] })
    expect(cloud.view('queues')).toMatchObject({
      items: [
        { name: 'dead', isDeadLetterQueue: true, visible: 0, messages: [] },
        {
          name: 'work',
          isDeadLetterQueue: false,
          visible: 1,
          inFlight: 0,
          delayed: 0,
          messages: [{ body: 'a', receiveCount: 0 }],
        },
      ],
    })
    await cloud.call('sqs', 'PurgeQueue', { QueueUrl: url() })
    expect(await receive()).toEqual([])
    await expect(cloud.call('sqs', 'GetQueueUrl', { QueueName: 'none' })).rejects.toMatchObject({
      code: 'QueueDoesNotExist',
    })
  })

  it.each([
    ['a dead-letter queue that is missing', { Queue: aQueue(redrivesAfter(1)) }, /not part of the assembly/],
    [
      'a dead-letter queue that denies it',
      {
        Dead: aQueue({ QueueName: 'dead', RedriveAllowPolicy: { redrivePermission: 'denyAll' } }),
        Queue: aQueue(redrivesAfter(1)),
      },
      /RedriveAllowPolicy/,
    ],
    ['a FIFO name on a standard queue', { Queue: aQueue({ QueueName: 'a.fifo' }) }, /ends with .fifo/],
  ])('does not start with %s', async (_title, resources, message) => {
    await start({})

    await expect(fakeCloud({ emulators: [sqs()], resources })).rejects.toThrow(message)
  })
})
