import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { eventbridge } from '../../../localstack/embedded/eventbridge/index.ts'
import { parseSchedule } from '../../../localstack/embedded/scheduler/expression.ts'
import { scheduler } from '../../../localstack/embedded/scheduler/index.ts'
import { sqs } from '../../../localstack/embedded/sqs/index.ts'
import { arn, type FakeCloud, type FakeCloudOptions, fakeCloud } from '../support-messaging/fake-cloud.ts'

const next = (expression: string, after: string, timeZone?: string) => {
  const moment = parseSchedule(expression, timeZone).next(Date.parse(after), Date.parse(after))
  return moment === undefined ? undefined : new Date(moment).toISOString().replace('.000Z', 'Z')
}

describe('A schedule expression', () => {
  it.each([
    ['rate(5 minutes)', '2026-01-01T00:00:30Z', '2026-01-01T00:05:30Z'],
    ['rate(1 day)', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'],
    ['cron(0 2 * * ? *)', '2026-01-01T02:00:00Z', '2026-01-02T02:00:00Z'],
    ['cron(0/15 * * * ? *)', '2026-01-01T00:16:00Z', '2026-01-01T00:30:00Z'],
    ['cron(0 9 ? * MON-FRI *)', '2026-01-02T10:00:00Z', '2026-01-05T09:00:00Z'],
    ['cron(0 0 1 JAN,JUL ? *)', '2026-01-02T00:00:00Z', '2026-07-01T00:00:00Z'],
    ['cron(0 0 L * ? *)', '2026-02-01T00:00:00Z', '2026-02-28T00:00:00Z'],
    ['cron(0 0 29 2 ? *)', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['cron(0 0 15W * ? *)', '2026-08-01T00:00:00Z', '2026-08-14T00:00:00Z'],
    ['cron(0 0 ? * FRI#2 *)', '2026-01-01T00:00:00Z', '2026-01-09T00:00:00Z'],
    ['cron(0 0 ? * 6L *)', '2026-01-01T00:00:00Z', '2026-01-30T00:00:00Z'],
    ['cron(0 22-2/2 * * ? *)', '2026-01-01T00:30:00Z', '2026-01-01T02:00:00Z'],
    ['cron(0 0 1 1 ? 2030)', '2026-01-01T00:00:00Z', '2030-01-01T00:00:00Z'],
    ['cron(0 0 1 1 ? 2025)', '2026-01-01T00:00:00Z', undefined],
    ['at(2026-03-01T08:00:00)', '2026-01-01T00:00:00Z', '2026-03-01T08:00:00Z'],
    ['at(2025-03-01T08:00:00)', '2026-01-01T00:00:00Z', undefined],
  ])('%s after %s is due at %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected)
  })

  it('follows the clock of its time zone through summer time', () => {
    expect(next('cron(0 8 * * ? *)', '2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T06:00:00Z')
    expect(next('cron(0 8 * * ? *)', '2026-03-27T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-28T07:00:00Z')
    expect(next('at(2026-07-01T08:00:00)', '2026-01-01T00:00:00Z', 'America/New_York')).toBe('2026-07-01T12:00:00Z')
  })

  it.each([
    ['rate(0 minutes)', /positive number/],
    ['rate(5 weeks)', /minutes, hours or days/],
    ['cron(0 2 * * *)', /six fields/],
    ['cron(0 2 * * * *)', /must be \?/],
    ['cron(60 2 * * ? *)', /"60" is no minutes/],
    ['every day', /must be rate/],
  ])('is refused as %s', (expression, message) => {
    expect(() => parseSchedule(expression)).toThrow(message)
  })
})

describe('Schedules', () => {
  let cloud: FakeCloud
  let folder: string | undefined

  afterEach(async () => {
    jest.useRealTimers()
    await cloud.stop()
    if (folder) await rm(folder, { recursive: true })
    folder = undefined
  })

  const queue = { Queue: { type: 'AWS::SQS::Queue', properties: { QueueName: 'work' } } }
  const roleArn = 'arn:aws:iam::000000000000:role/scheduler'
  const aSchedule = (expression: string, target: Record<string, unknown> = {}) => ({
    Schedule: {
      type: 'AWS::Scheduler::Schedule',
      properties: {
        Name: 'job',
        ScheduleExpression: expression,
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: arn('sqs', 'work'),
          RoleArn: roleArn,
          Input: '{"at":"<aws.scheduler.scheduled-time>"}',
          ...target,
        },
      },
    },
  })
  const start = async (resources: FakeCloudOptions['resources'], file?: string) => {
    cloud = await fakeCloud({
      emulators: [eventbridge(), scheduler({ firstRetryMs: 1 }), sqs()],
      resources: { ...queue, ...resources },
      ...(file ? { file } : {}),
    })
  }
  const bodies = () =>
    cloud.view<{ items: { messages: { body: string }[] }[] }>('queues').items[0]!.messages.map(({ body }) => body)
  const fakeTime = (now: string) => jest.useFakeTimers({ now: Date.parse(now) })

  it('fire their target with its input, as its role, again and again', async () => {
    fakeTime('2026-01-01T00:00:00Z')
    await start(aSchedule('rate(1 minute)'))

    await jest.advanceTimersByTimeAsync(125_000)

    expect(bodies()).toEqual(['{"at":"2026-01-01T00:01:00Z"}', '{"at":"2026-01-01T00:02:00Z"}'])
    expect(cloud.deliveries[0]!.principal).toEqual({ kind: 'role', roleArn, label: 'schedule job' })
  })

  it('fire once for a time that passed while the machine was off, and a one-time schedule never again', async () => {
    folder = await mkdtemp(join(tmpdir(), 'scheduler-'))
    const file = join(folder, 'store.db')
    fakeTime('2026-01-01T00:00:00Z')
    await start(aSchedule('at(2026-01-01T01:00:00)'), file)
    await cloud.stop()

    jest.setSystemTime(Date.parse('2026-01-02T00:00:00Z'))
    await start(aSchedule('at(2026-01-01T01:00:00)'), file)
    await jest.advanceTimersByTimeAsync(1000)
    expect(bodies()).toEqual(['{"at":"2026-01-01T01:00:00Z"}'])
    await cloud.stop()

    await start(aSchedule('at(2026-01-01T01:00:00)'), file)
    await jest.advanceTimersByTimeAsync(1000)
    expect(bodies()).toHaveLength(1)
  })

  it('wait longer than a timer can', async () => {
    fakeTime('2026-01-01T00:00:00Z')
    await start(aSchedule('at(2026-03-01T00:00:00)'))

    await jest.advanceTimersByTimeAsync(58 * 86_400_000)
    expect(bodies()).toEqual([])
    await jest.advanceTimersByTimeAsync(2 * 86_400_000)

    expect(bodies()).toEqual(['{"at":"2026-03-01T00:00:00Z"}'])
  })

  it('of EventBridge rules fire a scheduled event', async () => {
    fakeTime('2026-01-01T00:00:00Z')
    await start({
      Rule: {
        type: 'AWS::Events::Rule',
        properties: {
          Name: 'nightly',
          ScheduleExpression: 'cron(0 2 * * ? *)',
          Targets: [{ Id: 'q', Arn: arn('sqs', 'work') }],
        },
      },
    })

    await jest.advanceTimersByTimeAsync(3 * 3_600_000)

    expect(bodies().map((body) => JSON.parse(body))).toMatchObject([
      {
        source: 'aws.events',
        'detail-type': 'Scheduled Event',
        time: '2026-01-01T02:00:00Z',
        resources: [arn('events', 'rule/nightly')],
        detail: {},
      },
    ])
  })

  it('are refused at start with a target that is not emulated', async () => {
    await start({})

    const resources = aSchedule('rate(1 minute)', { Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage' })
    await expect(fakeCloud({ emulators: [scheduler()], resources })).rejects.toThrow(
      /Schedule Stack\/Schedule: the universal target/,
    )
  })
})
