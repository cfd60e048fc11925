/** CloudFormation types of SQS, and a queue's settings read from its resource. */
import type { Cloud, Resource, ResourceSupport } from '../types.ts'

export interface Queue {
  readonly name: string
  readonly arn: string
  readonly url: string
  readonly fifo: boolean
  readonly contentBasedDeduplication: boolean
  /** Deduplication per message group instead of per queue. */
  readonly deduplicatesByGroup: boolean
  readonly delaySeconds: number
  readonly visibilityTimeoutSeconds: number
  readonly retentionSeconds: number
  readonly maximumMessageBytes: number
  readonly waitTimeSeconds: number
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceiveCount: number }
  readonly redriveAllow?: { readonly redrivePermission?: string; readonly sourceQueueArns?: readonly string[] }
}

/** 1 MiB since 2025 (before: 256 KiB). */
export const largestMessageBytes = 1024 * 1024

const noEncryption = 'the local store is not encrypted'

export const sqsResources: Readonly<Record<string, ResourceSupport>> = {
  'AWS::SQS::Queue': {
    honoured: [
      'QueueName',
      'FifoQueue',
      'ContentBasedDeduplication',
      'DeduplicationScope',
      'DelaySeconds',
      'VisibilityTimeout',
      'MessageRetentionPeriod',
      'MaximumMessageSize',
      'ReceiveMessageWaitTimeSeconds',
      'RedrivePolicy',
      'RedriveAllowPolicy',
    ],
    ignored: {
      FifoThroughputLimit: 'the local cloud has no throughput quotas',
      KmsMasterKeyId: noEncryption,
      KmsDataKeyReusePeriodSeconds: noEncryption,
      SqsManagedSseEnabled: noEncryption,
      Tags: 'a note for people and bills',
    },
    identify(context) {
      const generated = context.generatedName.slice(-75) + (context.property('FifoQueue') ? '.fifo' : '')
      const name = String(context.property('QueueName') ?? generated)
      const arn = `arn:aws:sqs:${context.region}:${context.accountId}:${name}`
      const url = `${context.endpoint}/${context.accountId}/${name}`
      return { physicalId: url, arn, attributes: { Arn: arn, QueueName: name, QueueUrl: url } }
    },
  },
  'AWS::SQS::QueuePolicy': {
    // Evaluated by iam.
    honoured: ['PolicyDocument', 'Queues'],
    identify: ({ generatedName }) => ({ physicalId: generatedName, arn: generatedName }),
  },
}

/** @throws Error for what AWS would refuse at deployment. */
export function readQueues(cloud: Cloud): Queue[] {
  const queues = cloud.resources('AWS::SQS::Queue').map((resource) => readQueue(cloud, resource))
  for (const queue of queues) if (queue.redrive) assertRedrive(queue, queue.redrive.deadLetterArn, queues)
  return queues
}

function readQueue(cloud: Cloud, { arn, properties }: Resource): Queue {
  const name = arn.slice(arn.lastIndexOf(':') + 1)
  const number = (property: string, fallback: number) => Number(properties[property] ?? fallback)
  const redrive = policy<{ deadLetterTargetArn: string; maxReceiveCount: number | string }>(properties.RedrivePolicy)
  const redriveAllow = policy<NonNullable<Queue['redriveAllow']>>(properties.RedriveAllowPolicy)
  const fifo = isTrue(properties.FifoQueue)
  if (fifo !== name.endsWith('.fifo'))
    throw new Error(`Queue ${name}: the name of a FIFO queue, and of no other, ends with .fifo`)
  return {
    name,
    arn,
    url: `${cloud.endpoint}/${cloud.accountId}/${name}`,
    fifo,
    contentBasedDeduplication: isTrue(properties.ContentBasedDeduplication),
    deduplicatesByGroup: properties.DeduplicationScope === 'messageGroup',
    delaySeconds: number('DelaySeconds', 0),
    visibilityTimeoutSeconds: number('VisibilityTimeout', 30),
    retentionSeconds: number('MessageRetentionPeriod', 345_600),
    maximumMessageBytes: number('MaximumMessageSize', largestMessageBytes),
    waitTimeSeconds: number('ReceiveMessageWaitTimeSeconds', 0),
    ...(redrive
      ? { redrive: { deadLetterArn: redrive.deadLetterTargetArn, maxReceiveCount: Number(redrive.maxReceiveCount) } }
      : {}),
    ...(redriveAllow ? { redriveAllow } : {}),
  }
}

/** CloudFormation takes booleans and numbers as text too. */
const isTrue = (value: unknown) => value === true || value === 'true'

const policy = <Policy>(value: unknown): Policy | undefined =>
  typeof value === 'string' ? (JSON.parse(value) as Policy) : (value as Policy | undefined)

function assertRedrive(queue: Queue, deadLetterArn: string, queues: readonly Queue[]): void {
  const refused = (why: string) => new Error(`Queue ${queue.name}: its dead-letter queue ${deadLetterArn} ${why}`)
  const target = queues.find(({ arn }) => arn === deadLetterArn)
  if (!target) throw refused('is not part of the assembly; add it or correct RedrivePolicy.deadLetterTargetArn')
  if (target.fifo !== queue.fifo)
    throw refused('must be of the same kind: FIFO for a FIFO queue, standard for a standard one')
  const { redrivePermission, sourceQueueArns = [] } = target.redriveAllow ?? {}
  if (redrivePermission === 'denyAll' || (redrivePermission === 'byQueue' && !sourceQueueArns.includes(queue.arn))) {
    throw refused('does not allow it: see its RedriveAllowPolicy')
  }
}
