import { afterEach, describe, expect, it } from '@jest/globals'
import { sqs } from '../../../localstack/embedded/sqs/index.ts'
import type { InvokeOptions } from '../../../localstack/embedded/types.ts'
import { arn, type FakeCloud, type FakeCloudOptions, fakeCloud, until } from '../support-messaging/fake-cloud.ts'

interface Record_ {
  messageId: string
  body: string
  attributes: Record<string, string>
}
type Handler = (event: { Records: Record_[] }, options: InvokeOptions) => unknown

const functionArn = arn('lambda', 'function:Worker')

describe('An event source mapping of a queue', () => {
  let cloud: FakeCloud

  afterEach(() => cloud.stop())

  const resources = (
    mapping: Record<string, unknown> = {},
    queue: Record<string, unknown> = {},
  ): FakeCloudOptions['resources'] => ({
    Dead: { type: 'AWS::SQS::Queue', properties: { QueueName: 'dead' } },
    Queue: {
      type: 'AWS::SQS::Queue',
      properties: {
        QueueName: 'work',
        VisibilityTimeout: 1,
        RedrivePolicy: { deadLetterTargetArn: arn('sqs', 'dead'), maxReceiveCount: 2 },
        ...queue,
      },
    },
    Worker: {
      type: 'AWS::Lambda::Function',
      properties: { Role: 'arn:aws:iam::000000000000:role/worker', Timeout: 1 },
    },
    Mapping: {
      type: 'AWS::Lambda::EventSourceMapping',
      properties: { EventSourceArn: arn('sqs', 'work'), FunctionName: functionArn, BatchSize: 10, ...mapping },
    },
  })
  const start = async (
    handler: Handler,
    mapping?: Record<string, unknown>,
    queue?: Record<string, unknown>,
    more: Partial<FakeCloudOptions> = {},
  ) => {
    cloud = await fakeCloud({
      emulators: [sqs()],
      resources: resources(mapping, queue),
      functions: { [functionArn]: (payload, options) => handler(payload as { Records: Record_[] }, options) },
      ...more,
    })
  }
  const send = (...bodies: string[]) =>
    cloud.call('sqs', 'SendMessageBatch', {
      QueueUrl: '/work',
      Entries: bodies.map((MessageBody, index) => ({
        Id: `${index}`,
        MessageBody,
        MessageAttributes: { n: { DataType: 'Number', StringValue: `${index}` } },
      })),
    })
  const queue = (name: string) =>
    cloud
      .view<{ items: { name: string; visible: number; inFlight: number; messages: { body: string }[] }[] }>('queues')
      .items.find((one) => one.name === name)!
  const isEmpty = () => queue('work').visible + queue('work').inFlight === 0

  it('hands over records exactly as Lambda does', async () => {
    const events: { Records: Record_[] }[] = []
    await start((event) => void events.push(event))

    await send('{"a":1}')

    await until(isEmpty)
    expect(events).toEqual([
      {
        Records: [
          {
            messageId: expect.any(String),
            receiptHandle: expect.any(String),
            body: '{"a":1}',
            attributes: {
              ApproximateReceiveCount: '1',
              SentTimestamp: expect.stringMatching(/^\d{13}$/),
              SenderId: 'root',
              ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
            },
            messageAttributes: {
              n: { stringValue: '0', stringListValues: [], binaryListValues: [], dataType: 'Number' },
            },
            md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
            md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
            eventSource: 'aws:sqs',
            eventSourceARN: arn('sqs', 'work'),
            awsRegion: 'eu-west-1',
          },
        ],
      },
    ])
  })

  it('retries the poison message alone and leaves it in the dead-letter queue, its batch mates being done once', async () => {
    const seen: Record<string, number> = {}
    await start(
      ({ Records }) => {
        for (const { body } of Records) seen[body] = (seen[body] ?? 0) + 1
        return {
          batchItemFailures: Records.filter(({ body }) => body === 'poison').map(({ messageId }) => ({
            itemIdentifier: messageId,
          })),
        }
      },
      { FunctionResponseTypes: ['ReportBatchItemFailures'] },
    )

    await send('a', 'poison', 'b')

    await until(() => queue('dead').visible === 1)
    expect(seen).toEqual({ a: 1, poison: 2, b: 1 })
    expect(queue('dead').messages).toMatchObject([{ body: 'poison' }])
    expect(isEmpty()).toBe(true)
  })

  it('retries a whole batch when the function throws, after the visibility timeout', async () => {
    const times: number[] = []
    await start(({ Records }) => {
      times.push(Date.now())
      if (Records[0]!.attributes.ApproximateReceiveCount === '1') throw new Error('once')
    })

    await send('a', 'b')

    await until(() => times.length > 1 && isEmpty())
    expect(times).toHaveLength(2)
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(990)
  })

  it('takes back a batch that waits for its function when its messages are visible again, and sends them once more', async () => {
    const counts: string[] = []
    let takenBack = 0
    await start(async ({ Records }, { withdrawn }) => {
      const count = Records[0]!.attributes.ApproximateReceiveCount!
      counts.push(count)
      if (count !== '1') return
      await new Promise((resolve) => withdrawn?.addEventListener('abort', resolve))
      takenBack++
      throw new Error('It did not begin.')
    })

    await send('a')

    await until(() => isEmpty() && takenBack === 1)
    expect(counts).toEqual(['1', '2'])
    expect(queue('dead').visible).toBe(0)
  })

  it.each([
    ['an unknown id', { batchItemFailures: [{ itemIdentifier: 'nobody' }] }],
    ['an id without value', { batchItemFailures: [{ itemIdentifier: null }] }],
    ['no list', { batchItemFailures: 'all' }],
  ])('keeps the whole batch when the answer names %s', async (_title, answer) => {
    let calls = 0
    await start(
      () => ++calls && answer,
      { FunctionResponseTypes: ['ReportBatchItemFailures'] },
      { VisibilityTimeout: 60 },
    )

    await send('a', 'b')

    await until(() => calls === 1)
    expect(queue('work').inFlight).toBe(2)
  })

  it('fills batches up to their size and runs two at a time', async () => {
    const sizes: number[] = []
    let now = 0
    let most = 0
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    await start(
      async ({ Records }) => {
        sizes.push(Records.length)
        most = Math.max(most, ++now)
        await gate
        now--
      },
      { BatchSize: 3 },
      { VisibilityTimeout: 60 },
    )

    await send('1', '2', '3', '4', '5', '6', '7', '8')
    await until(() => sizes.length === 2)
    open()

    await until(isEmpty)
    expect(sizes).toEqual([3, 3, 2])
    expect(most).toBe(2)
  })

  it('honours ScalingConfig.MaximumConcurrency', async () => {
    let now = 0
    let most = 0
    await start(
      async () => {
        most = Math.max(most, ++now)
        await new Promise((resolve) => setImmediate(resolve))
        now--
      },
      { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 4 } },
    )

    await send('1', '2', '3', '4', '5', '6', '7', '8')

    await until(isEmpty)
    expect(most).toBe(4)
  })

  it('gathers a batch during its window', async () => {
    const sizes: number[] = []
    await start(({ Records }) => void sizes.push(Records.length), { MaximumBatchingWindowInSeconds: 1 })

    await send('1')
    await send('2')
    await send('3')

    await until(isEmpty)
    expect(sizes).toEqual([3])
  })

  it('deletes what its filters do not want', async () => {
    const bodies: string[] = []
    await start(({ Records }) => void bodies.push(...Records.map(({ body }) => body)), {
      FilterCriteria: {
        Filters: [
          { Pattern: '{"body":{"total":[{"numeric":[">",10]}]}}' },
          { Pattern: '{"messageAttributes":{"n":{"stringValue":["2"]}}}' },
        ],
      },
    })

    await send('{"total":5}', '{"total":50}', 'no json')

    await until(isEmpty)
    expect(bodies).toEqual(['{"total":50}', 'no json'])
  })

  it('does nothing while it is disabled', async () => {
    await start(
      () => {
        throw new Error('never')
      },
      { Enabled: false },
    )

    await send('a')

    expect(queue('work')).toMatchObject({ visible: 1, inFlight: 0 })
  })

  it.each([
    [
      'a role that may not receive',
      {},
      {},
      { refused: [`sqs:ReceiveMessage ${arn('sqs', 'work')}`] },
      /role does not allow sqs:ReceiveMessage/,
    ],
    [
      'a visibility timeout under the function timeout',
      {},
      { VisibilityTimeout: 0 },
      {},
      /less than the function's timeout/,
    ],
    ['a large batch without a window', { BatchSize: 100 }, {}, {}, /needs a MaximumBatchingWindowInSeconds/],
    [
      'a filter with an unknown operator',
      { FilterCriteria: { Filters: [{ Pattern: '{"body":[{"like":"x"}]}' }] } },
      {},
      {},
      /unknown operator "like"/,
    ],
  ])('does not start with %s', async (_title, mapping, queueProperties, more, message) => {
    await start(() => {})

    await expect(
      fakeCloud({ emulators: [sqs()], resources: resources(mapping, queueProperties), ...more }),
    ).rejects.toThrow(message)
  })
})
