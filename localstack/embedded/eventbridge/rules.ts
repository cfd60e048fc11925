/** Rules as the template declares them, checked once at start. */
import { assertPattern } from '../event-pattern.ts'
import { parseSchedule, type Schedule } from '../scheduler/expression.ts'
import type { Cloud, Principal, Resource } from '../types.ts'
import type { NewDelivery } from './deliveries.ts'
import type { EventEnvelope } from './envelope.ts'
import { assertInput, type InputSettings, targetInput } from './input.ts'
import { busArn, lastSegment } from './resources.ts'

export interface Rule {
  readonly arn: string
  readonly name: string
  readonly busArn: string
  readonly enabled: boolean
  readonly pattern?: unknown
  readonly schedule?: { readonly expression: string; readonly schedule: Schedule }
  readonly targets: readonly Target[]
}

export interface Target extends InputSettings {
  readonly Id: string
  readonly Arn: string
  readonly RoleArn?: string
  readonly RetryPolicy?: { readonly MaximumRetryAttempts?: number; readonly MaximumEventAgeInSeconds?: number }
  readonly DeadLetterConfig?: { readonly Arn?: string }
  readonly SqsParameters?: { readonly MessageGroupId?: string }
}

const targetFields = [
  'Id',
  'Arn',
  'RoleArn',
  'Input',
  'InputPath',
  'InputTransformer',
  'RetryPolicy',
  'DeadLetterConfig',
  'SqsParameters',
]

/** @throws Error that names the rule and what the local cloud, or AWS, cannot do with it. */
export function readRule(cloud: Cloud, resource: Resource): Rule {
  const { properties } = resource
  try {
    const expression = properties.ScheduleExpression as string | undefined
    if (!expression && !properties.EventPattern) throw new Error('it needs an EventPattern or a ScheduleExpression')
    const pattern =
      typeof properties.EventPattern === 'string' ? JSON.parse(properties.EventPattern) : properties.EventPattern
    if (pattern) assertPattern(pattern)
    const targets = (properties.Targets ?? []) as Target[]
    for (const target of targets) assertTarget(target)
    const bus = busArn(cloud, properties.EventBusName)
    if (expression && lastSegment(bus) !== 'default')
      throw new Error('a ScheduleExpression works on the default bus only')
    return {
      arn: resource.arn,
      name: lastSegment(resource.arn),
      busArn: bus,
      enabled: properties.State !== 'DISABLED',
      ...(pattern ? { pattern } : {}),
      ...(expression ? { schedule: { expression, schedule: parseSchedule(expression) } } : {}),
      targets,
    }
  } catch (error) {
    throw new Error(`Rule ${resource.stack}/${resource.logicalId}: ${(error as Error).message}`)
  }
}

function assertTarget(target: Target): void {
  const unknown = Object.keys(target).filter((name) => !targetFields.includes(name))
  if (unknown.length > 0) {
    throw new Error(`target ${target.Id} uses ${unknown.join(', ')}, which the local cloud does not emulate; remove it`)
  }
  if (/:(api-destination|connection)\//.test(target.Arn)) {
    throw new Error(`target ${target.Id} is an API destination, which the local cloud does not emulate; use a function`)
  }
  assertInput(target)
}

/** What the rule's target is to receive of this event. */
export function deliveryFor(rule: Rule, target: Target, event: EventEnvelope): NewDelivery {
  const service: Principal = { kind: 'service', service: 'events.amazonaws.com', sourceArn: rule.arn }
  const input = targetInput(target, event, rule)
  // Queues and topics carry text: EventBridge sends them the JSON text, quotes of a plain string included.
  const asText = /^arn:[^:]*:(sqs|sns):/.test(target.Arn)
  return {
    targetArn: target.Arn,
    payload: asText ? JSON.stringify(input) : input,
    principal: target.RoleArn ? { kind: 'role', roleArn: target.RoleArn, label: `rule ${rule.name}` } : service,
    ...(target.SqsParameters ? { settings: { ...target.SqsParameters } } : {}),
    label: `Rule ${rule.name}`,
    retry: {
      maximumAttempts: target.RetryPolicy?.MaximumRetryAttempts ?? 185,
      maximumAgeSeconds: target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400,
    },
    ...(target.DeadLetterConfig?.Arn
      ? {
          deadLetter: {
            queueArn: target.DeadLetterConfig.Arn,
            principal: service,
            body: JSON.stringify(event),
            attributes: { RULE_ARN: rule.arn, TARGET_ARN: target.Arn },
          },
        }
      : {}),
  }
}
