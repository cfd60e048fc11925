import * as events from 'aws-cdk-lib/aws-events'
import * as targets from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import type { SubscriberDefinition } from '../../functions/shared/service.ts'
import { names } from '../names.ts'
import type { StageSettings } from '../settings.ts'
import type { NodeFunction } from './node-function.ts'
import { WorkQueue } from './work-queue.ts'

export interface SubscriptionProps {
  readonly settings: StageSettings
  readonly bus: events.IEventBus
  readonly service: string
  readonly definition: SubscriberDefinition
  readonly function: NodeFunction
}

/** Rule → queue with dead-letter queue → subscriber. What the bus cannot deliver lands in the same dead-letter queue. */
export class Subscription extends Construct {
  constructor(scope: Construct, id: string, props: SubscriptionProps) {
    super(scope, id)
    const { settings, service, definition } = props
    const work = new WorkQueue(this, 'Work', {
      name: names.queue(settings, service, `on-${definition.name}`),
      function: props.function,
      batchSize: definition.batchSize,
      batchingWindowSeconds: definition.batchingWindowSeconds,
      delaySeconds: definition.delaySeconds,
      impact: `${props.service} did not follow ${definition.events.map((event) => event.name).join(', ')}: what customers see of it is out of date.`,
    })
    new events.Rule(this, 'Rule', {
      eventBus: props.bus,
      description: `${props.service}/on/${definition.name}`,
      eventPattern: { detailType: definition.events.map((event) => event.name) },
      targets: [new targets.SqsQueue(work.queue, { deadLetterQueue: work.deadLetterQueue })],
    })
  }
}
