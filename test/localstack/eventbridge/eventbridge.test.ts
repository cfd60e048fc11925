import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { eventbridge } from '../../../localstack/embedded/eventbridge/index.ts'
import { sqs } from '../../../localstack/embedded/sqs/index.ts'
import { arn, type FakeCloud, type FakeCloudOptions, fakeCloud, until } from '../support-messaging/fake-cloud.ts'

const busArn = arn('events', 'event-bus/shop')
const queueArn = (name: string) => arn('sqs', name)
const aRule = (properties: Record<string, unknown>) => ({
  type: 'AWS::Events::Rule',
  properties: { EventBusName: 'shop', ...properties },
})
const aQueue = (name: string) => ({ type: 'AWS::SQS::Queue', properties: { QueueName: name } })
const anEntry = (more: Record<string, unknown> = {}) => ({
  EventBusName: 'shop',
  Source: 'shop.orders',
  DetailType: 'OrderPlaced',
  Detail: '{"id":"1","total":20}',
  ...more,
})
const base = {
  Bus: { type: 'AWS::Events::EventBus', properties: { Name: 'shop' } },
  Orders: aQueue('orders'),
  Dead: aQueue('dead'),
}

interface QueueItem {
  name: string
  messages: { body: string; attributes: Record<string, string> }[]
}

describe('EventBridge', () => {
  let cloud: FakeCloud
  let folder: string | undefined

  afterEach(async () => {
    await cloud.stop()
    if (folder) await rm(folder, { recursive: true })
    folder = undefined
  })

  const start = async (resources: FakeCloudOptions['resources'], more: Partial<FakeCloudOptions> = {}) => {
    cloud = await fakeCloud({
      emulators: [eventbridge({ firstRetryMs: 2 }), sqs()],
      resources: { ...base, ...resources },
      ...more,
    })
  }
  const put = (...Entries: object[]) =>
    cloud.call<{ FailedEntryCount: number; Entries: { EventId?: string; ErrorCode?: string }[] }>(
      'eventbridge',
      'PutEvents',
      { Entries },
    )
  const messagesOf = (name: string) =>
    cloud.view<{ items: QueueItem[] }>('queues').items.find((one) => one.name === name)!.messages
  const toQueue = (more: Record<string, unknown> = {}) =>
    aRule({
      Name: 'placed',
      EventPattern: { source: ['shop.orders'] },
      Targets: [{ Id: 'q', Arn: queueArn('orders'), ...more }],
    })

  it('delivers a matching event in the full envelope', async () => {
    await start({ Rule: toQueue() })

    const answer = await put(anEntry({ Time: 1_700_000_000, Resources: ['r'] }))

    const [message] = await until(() => messagesOf('orders').length > 0 && messagesOf('orders'))
    expect(answer.FailedEntryCount).toBe(0)
    expect(JSON.parse(message!.body)).toEqual({
      version: '0',
      id: answer.Entries[0]!.EventId,
      'detail-type': 'OrderPlaced',
      source: 'shop.orders',
      account: '000000000000',
      time: '2023-11-14T22:13:20Z',
      region: 'eu-west-1',
      resources: ['r'],
      detail: { id: '1', total: 20 },
    })
  })

  it('does not deliver what no rule asks for', async () => {
    await start({ Rule: toQueue() })

    await put(anEntry({ Source: 'shop.carts' }), anEntry())

    await until(() => messagesOf('orders').length > 0)
    expect(messagesOf('orders')).toHaveLength(1)
  })

  it('delivers nothing for a disabled rule', async () => {
    await start({
      Rule: aRule({
        EventPattern: { source: ['shop.orders'] },
        State: 'DISABLED',
        Targets: [{ Id: 'q', Arn: queueArn('orders') }],
      }),
    })

    await put(anEntry())

    expect(cloud.view<{ pendingDeliveries: number }>('events').pendingDeliveries).toBe(0)
  })

  it('names each bad entry and takes the good ones', async () => {
    await start({ Rule: toQueue() })

    const answer = await put(
      anEntry({ Detail: 'no' }),
      anEntry(),
      anEntry({ DetailType: undefined }),
      anEntry({ Source: 'aws.s3' }),
      anEntry({ EventBusName: 'none' }),
    )

    expect(answer.FailedEntryCount).toBe(4)
    expect(answer.Entries.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'MalformedDetail',
      undefined,
      'InvalidArgument',
      'NotAuthorizedForSourceException',
      'ResourceNotFoundException',
    ])
  })

  it('refuses more than ten entries and more than a megabyte', async () => {
    await start({})

    await expect(put(...Array.from({ length: 11 }, () => anEntry()))).rejects.toThrow(/between 1 and 10/)
    await expect(put(anEntry({ Detail: JSON.stringify({ text: 'x'.repeat(1024 * 1024) }) }))).rejects.toThrow(
      /over the limit/,
    )
  })

  it('refuses a caller without events:PutEvents on the bus', async () => {
    await start({}, { refused: [`events:PutEvents ${busArn}`] })

    await expect(put(anEntry())).rejects.toThrow(/events:PutEvents/)
  })

  it('gives a target its constant input, its part of the event, or its filled template', async () => {
    const payloads: Record<string, unknown> = {}
    const target = (name: string, more: Record<string, unknown>) => ({
      Id: name,
      Arn: arn('lambda', `function:${name}`),
      ...more,
    })
    const functions = Object.fromEntries(
      ['constant', 'part', 'template', 'text', 'whole'].map((name) => [
        arn('lambda', `function:${name}`),
        (payload: unknown) => {
          payloads[name] = payload
        },
      ]),
    )
    const paths = {
      id: '$.detail.id',
      total: '$.detail.total',
      item: "$.detail.items[1]['sku']",
      none: '$.detail.none',
    }
    await start(
      {
        Rule: aRule({
          Name: 'inputs',
          EventPattern: { source: [{ prefix: 'shop.' }] },
          Targets: [
            target('constant', { Input: '{"a":[1]}' }),
            target('part', { InputPath: '$.detail' }),
            target('template', {
              InputTransformer: {
                InputPathsMap: paths,
                InputTemplate:
                  '{"text":"order <id> \\"<item>\\" <none>","total":<total>,"rule":<aws.events.rule-name>}',
              },
            }),
            target('text', { InputTransformer: { InputPathsMap: paths, InputTemplate: '"Order <id> was placed"' } }),
            target('whole', {}),
          ],
        }),
      },
      { functions },
    )

    await put(anEntry({ Detail: JSON.stringify({ id: '1', total: 20, items: [{ sku: 'A' }, { sku: 'B"' }] }) }))

    await until(() => Object.keys(payloads).length === 5)
    expect(payloads).toMatchObject({
      constant: { a: [1] },
      part: { id: '1', total: 20 },
      template: { text: 'order 1 "B"" ', total: 20, rule: 'inputs' },
      text: 'Order 1 was placed',
      whole: { source: 'shop.orders' },
    })
  })

  it('delivers as the rule, or as the role that the target names', async () => {
    await start({
      Rule: aRule({
        Name: 'two',
        EventPattern: { source: ['shop.orders'] },
        Targets: [
          { Id: 'a', Arn: queueArn('orders') },
          { Id: 'b', Arn: queueArn('orders'), RoleArn: 'arn:aws:iam::000000000000:role/r' },
        ],
      }),
    })

    await put(anEntry())

    await until(() => cloud.deliveries.length === 2)
    expect(cloud.deliveries.map(({ principal }) => principal)).toEqual([
      { kind: 'service', service: 'events.amazonaws.com', sourceArn: arn('events', 'rule/shop/two') },
      { kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/r', label: 'rule two' },
    ])
  })

  it('passes an event on to another bus unchanged', async () => {
    await start({
      Other: { type: 'AWS::Events::EventBus', properties: { Name: 'other' } },
      Forward: aRule({
        EventPattern: { source: ['shop.orders'] },
        Targets: [{ Id: 'b', Arn: arn('events', 'event-bus/other') }],
      }),
      Rule: aRule({
        EventBusName: 'other',
        EventPattern: { source: ['shop.orders'] },
        Targets: [{ Id: 'q', Arn: queueArn('orders') }],
      }),
    })

    const answer = await put(anEntry())

    const [message] = await until(() => messagesOf('orders').length > 0 && messagesOf('orders'))
    expect(JSON.parse(message!.body).id).toBe(answer.Entries[0]!.EventId)
  })

  it('retries a dead target as often as the rule says, then keeps the event in its dead-letter queue with the reason', async () => {
    await start(
      { Rule: toQueue({ RetryPolicy: { MaximumRetryAttempts: 2 }, DeadLetterConfig: { Arn: queueArn('dead') } }) },
      {
        onDeliver: ({ targetArn }) => {
          if (targetArn.endsWith(':orders')) throw new Error('down')
        },
      },
    )

    await put(anEntry())

    const [dead] = await until(() => messagesOf('dead').length > 0 && messagesOf('dead'))
    expect(cloud.deliveries.filter(({ targetArn }) => targetArn.endsWith(':orders'))).toHaveLength(3)
    expect(JSON.parse(dead!.body)).toMatchObject({ source: 'shop.orders' })
    expect(dead!.attributes).toMatchObject({
      RULE_ARN: arn('events', 'rule/shop/placed'),
      TARGET_ARN: queueArn('orders'),
      ERROR_CODE: 'ERROR_FROM_TARGET',
      ERROR_MESSAGE: 'down',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '2',
    })
  })

  it('does not retry a target that is gone', async () => {
    await start({ Rule: toQueue({ Arn: queueArn('none'), DeadLetterConfig: { Arn: queueArn('dead') } }) })

    await put(anEntry())

    const [dead] = await until(() => messagesOf('dead').length > 0 && messagesOf('dead'))
    expect(dead!.attributes).toMatchObject({ ERROR_CODE: 'NO_RESOURCE', RETRY_ATTEMPTS: '0' })
  })

  it('drops with a warning where there is no dead-letter queue', async () => {
    await start({ Rule: toQueue({ Arn: queueArn('none') }) })

    await put(anEntry())

    await until(() => cloud.warnings.length > 0)
    expect(cloud.warnings[0]).toMatch(/Rule placed: .*none refused it for good.*dropped/)
  })

  it('goes on with pending deliveries after a restart', async () => {
    folder = await mkdtemp(join(tmpdir(), 'events-'))
    const file = join(folder, 'store.db')
    let down = true
    const options = {
      file,
      onDeliver: () => {
        if (down) throw new Error('down')
      },
    }
    await start({ Rule: toQueue() }, options)
    await put(anEntry())
    await until(() => cloud.deliveries.length > 1)
    await cloud.stop()

    down = false
    await start({ Rule: toQueue() }, options)

    await until(() => messagesOf('orders').length === 1)
    expect(cloud.view<{ pendingDeliveries: number }>('events').pendingDeliveries).toBe(0)
  })

  it('keeps events in an archive and replays a span of them, once each, without archiving them again', async () => {
    await start({
      Archive: {
        type: 'AWS::Events::Archive',
        properties: {
          ArchiveName: 'all',
          SourceArn: busArn,
          EventPattern: { source: ['shop.orders'] },
          RetentionDays: 7,
        },
      },
      Rule: toQueue(),
    })
    const now = Math.floor(Date.now() / 1000)
    await put(
      anEntry({ Time: now - 60 }),
      anEntry({ Time: now - 7200 }),
      anEntry({ Source: 'shop.carts', Time: now - 60 }),
    )
    await until(() => messagesOf('orders').length === 2)
    const replay = {
      ReplayName: 'again',
      EventSourceArn: arn('events', 'archive/all'),
      Destination: { Arn: busArn },
      EventStartTime: now - 3600,
      EventEndTime: now,
    }

    await cloud.call('eventbridge', 'StartReplay', replay)

    await until(
      async () => (await cloud.call('eventbridge', 'DescribeReplay', { ReplayName: 'again' })).State === 'COMPLETED',
    )
    await until(() => messagesOf('orders').length === 3)
    expect(JSON.parse(messagesOf('orders')[2]!.body)).toMatchObject({ 'replay-name': 'again', source: 'shop.orders' })
    expect(await cloud.call('eventbridge', 'DescribeArchive', { ArchiveName: 'all' })).toMatchObject({ EventCount: 2 })
    await expect(cloud.call('eventbridge', 'StartReplay', replay)).rejects.toThrow(/already exists/)
  })

  it('shows recent events, newest first', async () => {
    await start({ Rule: toQueue() })

    await put(anEntry({ DetailType: 'First' }), anEntry({ DetailType: 'Second' }))

    const { items } = cloud.view<{ items: object[] }>('events')
    expect(items).toMatchObject([
      { detailType: 'Second', bus: 'shop', matchedRules: 1, detail: { id: '1' } },
      { detailType: 'First' },
    ])
  })

  it.each([
    ['an unknown operator', { EventPattern: { a: [{ regex: 'x' }] } }, /Rule Stack\/Rule: .*unknown operator/],
    ['a bad schedule', { EventBusName: 'default', ScheduleExpression: 'rate(5 parsecs)' }, /rate\(5 parsecs\)/],
    ['a schedule on its own bus', { ScheduleExpression: 'rate(1 day)' }, /default bus only/],
    [
      'a target setting it does not emulate',
      { EventPattern: { a: ['b'] }, Targets: [{ Id: 't', Arn: 'x', EcsParameters: {} }] },
      /EcsParameters/,
    ],
  ])('does not start with a rule that has %s', async (_title, properties, message) => {
    await start({})
    const rule = { Rule: aRule(properties) }

    await expect(fakeCloud({ emulators: [eventbridge()], resources: rule })).rejects.toThrow(message)
  })
})
