/** EventBridge Scheduler: the template's schedules, each firing its target with its role. */
import { createDeliveries, type Deliveries, type DeliveryOptions, type NewDelivery } from '../eventbridge/deliveries.ts'
import type { Cloud, Emulator, Resource } from '../types.ts'
import { parseSchedule, type Schedule } from './expression.ts'
import { schedulerResources } from './resources.ts'
import { createScheduleTimers, type ScheduleTimers } from './timers.ts'

interface Target {
  readonly Arn: string
  readonly RoleArn: string
  readonly Input?: string
  readonly RetryPolicy?: { readonly MaximumRetryAttempts?: number; readonly MaximumEventAgeInSeconds?: number }
  readonly DeadLetterConfig?: { readonly Arn?: string }
  readonly SqsParameters?: { readonly MessageGroupId?: string }
  readonly EventBridgeParameters?: { readonly DetailType: string; readonly Source: string }
}

interface Plan {
  readonly resource: Resource
  readonly schedule: Schedule
  readonly identity: string
  readonly target: Target
  readonly enabled: boolean
  readonly window: { from?: number; to?: number }
}

const targetFields = [
  'Arn',
  'RoleArn',
  'Input',
  'RetryPolicy',
  'DeadLetterConfig',
  'SqsParameters',
  'EventBridgeParameters',
]

export function scheduler(options: DeliveryOptions = {}): Emulator {
  let cloud: Cloud
  let plans: Plan[] = []
  let deliveries: Deliveries
  let timers: ScheduleTimers

  return {
    name: 'scheduler',
    resources: schedulerResources,

    async prepare(theCloud) {
      cloud = theCloud
      plans = cloud.resources('AWS::Scheduler::Schedule').map(readPlan)
      deliveries = createDeliveries(cloud, 'scheduler_deliveries', options)
      timers = createScheduleTimers(cloud.store, 'scheduler_schedules', (name, error) =>
        cloud.log.error(`Schedule ${name} failed`, error),
      )
    },
    async start() {
      deliveries.start()
      for (const plan of plans) {
        if (!plan.enabled) continue
        const fire = (dueAt: number) => {
          deliveries.add(deliveryFor(plan, dueAt))
          deliveries.wake()
        }
        timers.add(plan.identity, plan.schedule, fire, plan.window)
      }
    },
    async stop() {
      timers?.stop()
      await deliveries?.stop()
    },
  }
}

/** @throws Error that names the schedule and what the local cloud, or AWS, cannot do with it. */
function readPlan(resource: Resource): Plan {
  const { properties, arn, stack, logicalId } = resource
  try {
    const target = properties.Target as Target
    const unknown = Object.keys(target).filter((name) => !targetFields.includes(name))
    if (unknown.length > 0)
      throw new Error(`its target uses ${unknown.join(', ')}, which the local cloud does not emulate`)
    if (target.Arn.startsWith('arn:aws:scheduler:::')) {
      throw new Error(
        `the universal target ${target.Arn} is not emulated; use the ARN of a function, queue, topic, bus or state machine`,
      )
    }
    const expression = String(properties.ScheduleExpression)
    const timeZone = String(properties.ScheduleExpressionTimezone ?? 'UTC')
    const [from, to] = [properties.StartDate, properties.EndDate].map((date) =>
      date ? Date.parse(String(date)) : undefined,
    )
    return {
      resource,
      target,
      schedule: parseSchedule(expression, timeZone),
      // A changed expression starts anew.
      identity: `${arn} ${expression} ${timeZone}`,
      enabled: properties.State !== 'DISABLED',
      window: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
    }
  } catch (error) {
    throw new Error(`Schedule ${stack}/${logicalId}: ${(error as Error).message}`)
  }
}

function deliveryFor({ resource, target }: Plan, dueAt: number): NewDelivery {
  const { arn, physicalId } = resource
  const role = { kind: 'role', roleArn: target.RoleArn, label: `schedule ${physicalId}` } as const
  const scheduledAt = new Date(dueAt).toISOString().replace(/\.\d{3}Z$/, 'Z')
  const input = (target.Input ?? '{}')
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', scheduledAt)
  return {
    targetArn: target.Arn,
    payload: payloadFor(target, input),
    principal: role,
    ...(target.SqsParameters ? { settings: { ...target.SqsParameters } } : {}),
    label: `Schedule ${physicalId}`,
    retry: {
      maximumAttempts: target.RetryPolicy?.MaximumRetryAttempts ?? 185,
      maximumAgeSeconds: target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400,
    },
    ...(target.DeadLetterConfig?.Arn
      ? {
          deadLetter: {
            queueArn: target.DeadLetterConfig.Arn,
            principal: role,
            body: input,
            attributes: { SCHEDULE_ARN: arn, TARGET_ARN: target.Arn },
          },
        }
      : {}),
  }
}

function payloadFor({ Arn, EventBridgeParameters: event }: Target, input: string): unknown {
  if (/^arn:[^:]*:events:/.test(Arn)) return { Source: event?.Source, DetailType: event?.DetailType, Detail: input }
  // Queues and topics take the text as it is.
  if (/^arn:[^:]*:(sqs|sns):/.test(Arn)) return input
  try {
    return JSON.parse(input)
  } catch {
    return input
  }
}
