/** The EventBridge API beside PutEvents: looking at what the template declared, and replays. */
import { assertPattern, matches } from '../event-pattern.ts'
import { AwsError, type Cloud } from '../types.ts'
import type { Archives } from './archives.ts'
import { busArn, lastSegment } from './resources.ts'
import type { Rule } from './rules.ts'

type Input = Record<string, unknown>

/** The resource that an operation is authorised on, and its answer. */
export interface Operation {
  resource(input: Input): string
  answer(input: Input): unknown
}

export function eventOperations(
  cloud: Cloud,
  rules: readonly Rule[],
  buses: ReadonlySet<string>,
  archives: Archives,
): Record<string, Operation> {
  const ruleArn = (input: Input) => {
    const bus = lastSegment(busArn(cloud, input.EventBusName))
    const name = input.Name ?? input.Rule
    return `arn:aws:events:${cloud.region}:${cloud.accountId}:rule/${bus === 'default' ? name : `${bus}/${name}`}`
  }
  const ruleOf = (input: Input): Rule => {
    const rule = rules.find(({ arn }) => arn === ruleArn(input))
    if (rule) return rule
    throw new AwsError(
      'ResourceNotFoundException',
      `Rule ${input.Name ?? input.Rule} does not exist on EventBus ${input.EventBusName ?? 'default'}.`,
    )
  }
  const busOf = (input: Input) => {
    const arn = busArn(cloud, input.Name)
    if (buses.has(arn)) return describeBus(arn)
    throw new AwsError('ResourceNotFoundException', `Event bus ${lastSegment(arn)} does not exist.`)
  }
  const archiveArn = (input: Input) => `arn:aws:events:${cloud.region}:${cloud.accountId}:archive/${input.ArchiveName}`
  const replayArn = (input: Input) => archives.replayArn(input.ReplayName)
  const any = () => '*'
  const rulesOf = (input: Input) => rules.filter((rule) => rule.busArn === busArn(cloud, input.EventBusName))

  return {
    DescribeRule: { resource: ruleArn, answer: (input) => describeRule(ruleOf(input)) },
    ListTargetsByRule: { resource: ruleArn, answer: (input) => ({ Targets: ruleOf(input).targets }) },
    ListRules: { resource: any, answer: (input) => ({ Rules: rulesOf(input).map(describeRule) }) },
    ListEventBuses: { resource: any, answer: () => ({ EventBuses: [...buses].map(describeBus) }) },
    DescribeEventBus: { resource: (input) => busArn(cloud, input.Name), answer: busOf },
    DescribeArchive: { resource: archiveArn, answer: (input) => archives.describeArchive(input.ArchiveName) },
    ListArchives: { resource: any, answer: () => ({ Archives: archives.listArchives() }) },
    StartReplay: { resource: replayArn, answer: archives.startReplay },
    DescribeReplay: { resource: replayArn, answer: (input) => archives.describeReplay(input.ReplayName) },
    CancelReplay: { resource: replayArn, answer: (input) => archives.cancelReplay(input.ReplayName) },
    ListReplays: { resource: any, answer: () => ({ Replays: archives.listReplays() }) },
    TestEventPattern: { resource: any, answer: testPattern },
  }
}

const describeRule = (rule: Rule) => ({
  Name: rule.name,
  Arn: rule.arn,
  EventBusName: lastSegment(rule.busArn),
  State: rule.enabled ? 'ENABLED' : 'DISABLED',
  ...(rule.pattern ? { EventPattern: JSON.stringify(rule.pattern) } : {}),
  ...(rule.schedule ? { ScheduleExpression: rule.schedule.expression } : {}),
})

const describeBus = (arn: string) => ({ Arn: arn, Name: lastSegment(arn) })

function testPattern(input: Input): { Result: boolean } {
  const pattern: unknown = JSON.parse(String(input.EventPattern))
  try {
    assertPattern(pattern)
  } catch (error) {
    throw new AwsError('InvalidEventPatternException', (error as Error).message)
  }
  return { Result: matches(pattern, JSON.parse(String(input.Event))) }
}
