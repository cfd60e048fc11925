/** SQS: standard and FIFO queues, dead-letter queues, long polling, and the Lambda event source mappings of queues. */
import { type AwsAnswer, AwsError, type Cloud, type Delivery, type Emulator } from '../types.ts'
import type { Attributes } from './checksums.ts'
import { createMapping, type Mapping } from './mapping.ts'
import { createMessages, type Messages } from './messages.ts'
import { createMoveTasks } from './move-tasks.ts'
import { queueOperations } from './operations.ts'
import { createReceivers, type Receivers } from './receive.ts'
import { type Queue, readQueues, sqsResources } from './resources.ts'
import { queuesView } from './view.ts'
import { toNewMessage } from './wire.ts'

const cleaningMs = 60_000

export function sqs(): Emulator {
  let cloud: Cloud
  let queues: Queue[] = []
  let messages: Messages
  let receivers: Receivers
  let moveTasks: ReturnType<typeof createMoveTasks>
  let mappings: Mapping[] = []
  let operations: ReturnType<typeof queueOperations>
  let cleaning: NodeJS.Timeout | undefined

  const arnOf = (name: string) => `arn:aws:sqs:${cloud.region}:${cloud.accountId}:${name}`

  /** Operations that name their queue by ARN, or name none. */
  const taskOperations: Record<string, (input: Record<string, unknown>) => unknown> = {
    StartMessageMoveTask: (input) => moveTasks.start(input),
    CancelMessageMoveTask: (input) => moveTasks.cancel(input),
    ListMessageMoveTasks: (input) => moveTasks.list(input),
    ListQueues: ({ QueueNamePrefix: prefix = '' }) => ({
      QueueUrls: queues.filter(({ name }) => name.startsWith(String(prefix))).map(({ url }) => url),
    }),
  }

  function taskResource(input: Record<string, unknown>): string {
    if (input.SourceArn) return String(input.SourceArn)
    const handle = Buffer.from(String(input.TaskHandle ?? ''), 'base64').toString()
    return handle.includes(':') ? handle.slice(handle.indexOf(':') + 1) : arnOf('*')
  }

  return {
    name: 'sqs',
    resources: sqsResources,
    protocol: { kind: 'json', targetPrefix: 'AmazonSQS', contentType: 'application/x-amz-json-1.0' },

    async prepare(theCloud) {
      cloud = theCloud
      queues = readQueues(cloud)
      messages = createMessages(cloud.store, queues)
      receivers = createReceivers(messages)
      moveTasks = createMoveTasks(cloud.store, messages, queues)
      operations = queueOperations(cloud, messages, receivers, queues)
      mappings = cloud.resources('AWS::Lambda::EventSourceMapping').flatMap((resource) => {
        const { EventSourceArn, Enabled } = resource.properties
        if (!String(EventSourceArn).split(':').includes('sqs') || Enabled === false || Enabled === 'false') return []
        const queue = queues.find(({ arn }) => arn === EventSourceArn)
        if (!queue)
          throw new Error(
            `Event source mapping ${resource.logicalId}: the queue ${EventSourceArn} is not part of the assembly`,
          )
        return [createMapping(cloud, messages, queue, resource)]
      })
    },
    async start() {
      for (const mapping of mappings) mapping.assertAllowed()
      messages.removeExpired()
      cleaning = setInterval(() => messages.removeExpired(), cleaningMs)
      messages.begin()
      moveTasks.begin()
      for (const mapping of mappings) mapping.start()
    },
    async stop() {
      clearInterval(cleaning)
      receivers?.stop()
      moveTasks?.end()
      messages?.end()
      await Promise.all(mappings.map((mapping) => mapping.stop()))
    },

    async handle(call): Promise<AwsAnswer> {
      const { operation: name, input } = call
      const task = taskOperations[name]
      if (task) {
        cloud.authorize(call.principal, `sqs:${name}`, taskResource(input))
        return { body: task(input) }
      }
      const operation = operations[name]
      if (!operation)
        throw new AwsError(
          'UnsupportedOperation',
          `The local cloud's SQS has no ${name}: declare queues in the template.`,
        )
      const queueName = String(input.QueueName ?? input.QueueUrl ?? '')
        .split('/')
        .at(-1)!
      cloud.authorize(call.principal, `sqs:${name.replace(/Batch$/, '')}`, arnOf(queueName))
      const queue = queues.find((one) => one.name === queueName)
      if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.')
      return { body: (await operation(queue, input, call)) ?? {} }
    },

    /** Settings: MessageGroupId, MessageDeduplicationId, MessageAttributes, DelaySeconds, as SendMessage has them. */
    async deliver({ targetArn, payload, principal, settings = {} }: Delivery) {
      const queue = queues.find(({ arn }) => arn === targetArn)
      if (!queue) throw new AwsError('QueueDoesNotExist', `The queue ${targetArn} does not exist.`)
      const input = {
        MessageBody: typeof payload === 'string' ? payload : JSON.stringify(payload),
        ...(settings as {
          MessageGroupId?: string
          MessageDeduplicationId?: string
          DelaySeconds?: number
          MessageAttributes?: Attributes
        }),
      }
      const sender = principal.kind === 'service' ? principal.service : principal.kind
      messages.send(queue, [toNewMessage(queue, input, sender)])
    },

    views: { queues: () => queuesView(queues, messages) },
  }
}
