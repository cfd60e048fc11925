import { Duration } from 'aws-cdk-lib'
import type * as events from 'aws-cdk-lib/aws-events'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import * as sqs from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { OUTBOX_PREFIX } from '../../functions/shared/outbox.ts'
import { DEAD_LETTERS, names } from '../names.ts'
import type { StageSettings } from '../settings.ts'
import type { NodeFunction } from './node-function.ts'
import { QueueAlarm } from './queue-alarm.ts'
import type { ServiceTable } from './service-table.ts'

export interface RelayProps {
  readonly settings: StageSettings
  readonly service: string
  readonly table: ServiceTable
  readonly bus: events.IEventBus
  readonly function: NodeFunction
}

/** The table's stream → the bus, outbox items only, in order for each entity, retried for as long as the stream keeps them. */
export class Relay extends Construct {
  constructor(scope: Construct, id: string, props: RelayProps) {
    super(scope, id)
    const stream = props.table.table.tableStreamArn!
    const deadLetterQueue = new sqs.Queue(this, 'DeadLetters', {
      queueName: `${names.queue(props.settings, props.service, 'relay')}${DEAD_LETTERS}`,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    props.function.allow(['events:PutEvents'], [props.bus.eventBusArn], { EVENT_BUS_NAME: props.bus.eventBusName })
    props.function.allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      [stream],
    )
    props.function.allow(['sqs:SendMessage'], [deadLetterQueue.queueArn])
    new lambda.EventSourceMapping(this, 'Mapping', {
      target: props.function.alias,
      eventSourceArn: stream,
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      parallelizationFactor: 4,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // The bus may be away for hours: nothing is given up before the stream itself would forget it.
      maxRecordAge: Duration.hours(23),
      onFailure: new QueueDestination(deadLetterQueue),
      filters: [
        lambda.FilterCriteria.filter({
          eventName: lambda.FilterRule.isEqual('INSERT'),
          dynamodb: { Keys: { pk: { S: lambda.FilterRule.beginsWith(OUTBOX_PREFIX) } } },
        }),
      ],
    })
    new QueueAlarm(this, 'Alarm', {
      deadLetterQueue,
      impact: `Events of ${props.service} were not published: orders may stand still and customers are not told.`,
    })
  }
}

class QueueDestination implements lambda.IEventSourceDlq {
  readonly #queue: sqs.IQueue
  constructor(queue: sqs.IQueue) {
    this.#queue = queue
  }
  bind(): lambda.DlqDestinationConfig {
    return { destination: this.#queue.queueArn }
  }
}
