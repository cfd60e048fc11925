/** CloudFormation types of EventBridge. */
import type { IdentifyContext, ResourceSupport } from '../types.ts'

const notesOnly = 'a note for people, or for bills'
const noEncryption = 'the local store is not encrypted'

export const busArn = (context: Pick<IdentifyContext, 'region' | 'accountId'>, nameOrArn: unknown): string => {
  const name = String(nameOrArn ?? 'default')
  return name.startsWith('arn:') ? name : `arn:aws:events:${context.region}:${context.accountId}:event-bus/${name}`
}

export const lastSegment = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)

export const eventBridgeResources: Readonly<Record<string, ResourceSupport>> = {
  'AWS::Events::EventBus': {
    honoured: ['Name'],
    ignored: {
      Description: notesOnly,
      Tags: notesOnly,
      KmsKeyIdentifier: noEncryption,
      LogConfig: 'recent events are in the console view `events`',
    },
    identify(context) {
      const name = String(context.property('Name') ?? context.generatedName)
      const arn = busArn(context, name)
      return { physicalId: name, arn, attributes: { Arn: arn, Name: name } }
    },
  },
  'AWS::Events::Rule': {
    honoured: ['Name', 'EventBusName', 'EventPattern', 'ScheduleExpression', 'State', 'Targets', 'RoleArn'],
    ignored: { Description: notesOnly, Tags: notesOnly },
    identify(context) {
      const name = String(context.property('Name') ?? context.generatedName)
      const bus = lastSegment(busArn(context, context.property('EventBusName')))
      const path = bus === 'default' ? name : `${bus}/${name}`
      const arn = `arn:aws:events:${context.region}:${context.accountId}:rule/${path}`
      return { physicalId: bus === 'default' ? name : `${bus}|${name}`, arn, attributes: { Arn: arn } }
    },
  },
  'AWS::Events::Archive': {
    honoured: ['ArchiveName', 'SourceArn', 'EventPattern', 'RetentionDays'],
    ignored: { Description: notesOnly, KmsKeyIdentifier: noEncryption },
    identify(context) {
      const name = String(context.property('ArchiveName') ?? context.generatedName.slice(-48))
      const arn = `arn:aws:events:${context.region}:${context.accountId}:archive/${name}`
      return { physicalId: name, arn, attributes: { Arn: arn, ArchiveName: name } }
    },
  },
  'AWS::Events::EventBusPolicy': {
    // Evaluated by iam as the bus's resource policy.
    honoured: ['EventBusName', 'StatementId', 'Statement'],
    ignored: {
      Action: 'the old form of Statement, for other accounts only',
      Principal: 'as Action',
      Condition: 'as Action',
    },
    identify(context) {
      const arn = busArn(context, context.property('EventBusName'))
      return { physicalId: `${lastSegment(arn)}|${context.property('StatementId')}`, arn }
    },
  },
}
