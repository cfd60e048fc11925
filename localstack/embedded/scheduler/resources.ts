/** CloudFormation types of EventBridge Scheduler. */
import type { ResourceSupport } from '../types.ts'

export const schedulerResources: Readonly<Record<string, ResourceSupport>> = {
  'AWS::Scheduler::Schedule': {
    honoured: [
      'Name',
      'GroupName',
      'ScheduleExpression',
      'ScheduleExpressionTimezone',
      'StartDate',
      'EndDate',
      'State',
      'Target',
    ],
    ignored: {
      Description: 'a note for people',
      FlexibleTimeWindow: 'a schedule fires at the start of its window',
      KmsKeyArn: 'the local store is not encrypted',
    },
    identify(context) {
      const name = String(context.property('Name') ?? context.generatedName.slice(-64))
      const group = String(context.property('GroupName') ?? 'default')
      const arn = `arn:aws:scheduler:${context.region}:${context.accountId}:schedule/${group}/${name}`
      return { physicalId: name, arn, attributes: { Arn: arn } }
    },
  },
  'AWS::Scheduler::ScheduleGroup': {
    honoured: ['Name'],
    ignored: { Tags: 'a note for people and bills' },
    identify(context) {
      const name = String(context.property('Name') ?? context.generatedName.slice(-64))
      const arn = `arn:aws:scheduler:${context.region}:${context.accountId}:schedule-group/${name}`
      return { physicalId: name, arn, attributes: { Arn: arn } }
    },
  },
}
