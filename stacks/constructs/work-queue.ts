import { Duration } from 'aws-cdk-lib'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import * as sqs from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { DEAD_LETTERS } from '../names.ts'
import type { NodeFunction } from './node-function.ts'
import { QueueAlarm } from './queue-alarm.ts'

/** Deliveries of one message before it goes to the dead-letter queue. */
const MAX_RECEIVES = 5

export interface WorkQueueProps {
  /** The dead-letter queue's has an ending more. */
  readonly name: string
  readonly function: NodeFunction
  readonly batchSize?: number | undefined
  /** Seconds that messages are gathered for a batch. */
  readonly batchingWindowSeconds?: number | undefined
  /** Seconds before a message is delivered for the first time. */
  readonly delaySeconds?: number | undefined
  /** What the customer loses while messages lie in the dead-letter queue, in one sentence. */
  readonly impact: string
}

/** A queue with its dead-letter queue in front of a function; one bad message never holds up its batch. */
export class WorkQueue extends Construct {
  readonly queue: sqs.Queue
  readonly deadLetterQueue: sqs.Queue

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id)
    this.deadLetterQueue = new sqs.Queue(this, 'DeadLetters', {
      queueName: `${props.name}${DEAD_LETTERS}`,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    this.queue = new sqs.Queue(this, 'Queue', {
      queueName: props.name,
      ...(props.delaySeconds ? { deliveryDelay: Duration.seconds(props.delaySeconds) } : {}),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // AWS asks for six times the function's timeout, so that a slow batch is not delivered twice.
      visibilityTimeout: Duration.seconds(props.function.timeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVES },
    })
    props.function.allow(
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'],
      [this.queue.queueArn],
    )
    new lambda.EventSourceMapping(this, 'Mapping', {
      target: props.function.alias,
      eventSourceArn: this.queue.queueArn,
      batchSize: props.batchSize ?? 10,
      ...(props.batchingWindowSeconds ? { maxBatchingWindow: Duration.seconds(props.batchingWindowSeconds) } : {}),
      reportBatchItemFailures: true,
    })
    new QueueAlarm(this, 'Alarm', { deadLetterQueue: this.deadLetterQueue, impact: props.impact })
  }
}
