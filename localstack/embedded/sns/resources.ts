/** CloudFormation types of SNS, and subscriptions as templates and callers give them. */
import { assertPattern } from '../event-pattern.ts'
import { AwsError, type Cloud, type ResourceSupport } from '../types.ts'

export interface Subscription {
  readonly arn: string
  readonly topicArn: string
  readonly protocol: string
  readonly endpoint: string
  readonly filterPolicy?: Record<string, unknown>
  readonly filtersBody: boolean
  readonly raw: boolean
  readonly deadLetterArn?: string
}

export const protocols: readonly string[] = ['sqs', 'lambda', 'sms', 'email', 'email-json']

export const snsResources: Readonly<Record<string, ResourceSupport>> = {
  'AWS::SNS::Topic': {
    honoured: ['TopicName', 'FifoTopic', 'ContentBasedDeduplication', 'Subscription'],
    ignored: {
      ArchivePolicy: 'messages are not kept for replay',
      DataProtectionPolicy: 'nothing leaves the machine',
      DeliveryStatusLogging: 'failed deliveries are in the log',
      DisplayName: 'a note for people',
      FifoThroughputScope: 'the local cloud has no throughput quotas',
      KmsMasterKeyId: 'the local store is not encrypted',
      SignatureVersion: 'local messages are not signed',
      Tags: 'a note for people and bills',
      TracingConfig: 'traces are not sent from here',
    },
    identify(context) {
      const suffix = context.property('FifoTopic') ? '.fifo' : ''
      const name = String(context.property('TopicName') ?? context.generatedName + suffix)
      const arn = `arn:aws:sns:${context.region}:${context.accountId}:${name}`
      return { physicalId: arn, arn, attributes: { TopicArn: arn, TopicName: name } }
    },
  },
  'AWS::SNS::Subscription': {
    honoured: [
      'TopicArn',
      'Protocol',
      'Endpoint',
      'FilterPolicy',
      'FilterPolicyScope',
      'RawMessageDelivery',
      'RedrivePolicy',
    ],
    ignored: {
      DeliveryPolicy: 'it concerns HTTP endpoints',
      Region: 'the local cloud is one region',
      ReplayPolicy: 'messages are not kept for replay',
      SubscriptionRoleArn: 'it concerns Firehose',
    },
    identify(context) {
      const arn = `${context.property('TopicArn')}:${context.generatedName}`
      return { physicalId: arn, arn, attributes: { Arn: arn } }
    },
  },
  'AWS::SNS::TopicPolicy': {
    // Evaluated by iam.
    honoured: ['PolicyDocument', 'Topics'],
    identify: ({ generatedName }) => ({
      physicalId: generatedName,
      arn: generatedName,
      attributes: { Id: generatedName },
    }),
  },
}

/** @param attributes FilterPolicy, FilterPolicyScope, RawMessageDelivery, RedrivePolicy; JSON as text or as objects. */
export function toSubscription(
  arn: string,
  topicArn: string,
  protocol: string,
  endpoint: string,
  attributes: Readonly<Record<string, unknown>> = {},
): Subscription {
  if (!protocols.includes(protocol)) {
    throw new AwsError(
      'InvalidParameter',
      `Invalid parameter: the local cloud does not deliver by ${protocol}; use one of ${protocols.join(', ')}`,
    )
  }
  const filterPolicy = json(attributes.FilterPolicy)
  const filtersBody = attributes.FilterPolicyScope === 'MessageBody'
  if (filterPolicy && Object.keys(filterPolicy).length > 0) assertPattern(filterPolicy)
  const deadLetterArn = json(attributes.RedrivePolicy)?.deadLetterTargetArn
  return {
    arn,
    topicArn,
    protocol,
    endpoint,
    filtersBody,
    raw: String(attributes.RawMessageDelivery) === 'true',
    ...(filterPolicy && Object.keys(filterPolicy).length > 0 ? { filterPolicy } : {}),
    ...(deadLetterArn ? { deadLetterArn: String(deadLetterArn) } : {}),
  }
}

/** Subscriptions of the template: resources of their own, and those inside topics. */
export function templateSubscriptions(cloud: Cloud): Subscription[] {
  const own = cloud.resources('AWS::SNS::Subscription').map(({ arn, stack, logicalId, properties }) => {
    try {
      return toSubscription(
        arn,
        String(properties.TopicArn),
        String(properties.Protocol),
        String(properties.Endpoint),
        properties,
      )
    } catch (error) {
      throw new Error(`Subscription ${stack}/${logicalId}: ${(error as Error).message}`)
    }
  })
  const inline = cloud
    .resources('AWS::SNS::Topic')
    .flatMap(({ arn, properties }) =>
      ((properties.Subscription ?? []) as { Protocol: string; Endpoint: string }[]).map(
        ({ Protocol, Endpoint }, index) => toSubscription(`${arn}:inline-${index}`, arn, Protocol, Endpoint),
      ),
    )
  return [...own, ...inline]
}

const json = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'string'
    ? (JSON.parse(value) as Record<string, unknown>)
    : (value as Record<string, unknown> | undefined)
