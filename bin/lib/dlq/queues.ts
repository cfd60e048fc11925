import {
  GetQueueAttributesCommand,
  paginateListDeadLetterSourceQueues,
  paginateListQueues,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { DEAD_LETTERS } from '../../../stacks/names.ts'
import { type Deployment, queuePrefix, shortQueueName } from '../deployment.ts'
import { inParallel } from '../in-parallel.ts'
import { peek } from './messages.ts'

export interface DeadLetterQueue {
  readonly name: string
  readonly url: string
  /** Messages in it, also those that somebody is looking at. */
  readonly count: number
}

/** Every dead-letter queue of the deployment, by name. */
export async function deadLetterQueues(sqs: SQSClient, deployment: Deployment): Promise<DeadLetterQueue[]> {
  const urls: string[] = []
  const input = { QueueNamePrefix: queuePrefix(deployment), MaxResults: 1000 }
  for await (const page of paginateListQueues({ client: sqs }, input)) urls.push(...(page.QueueUrls ?? []))
  const queues: DeadLetterQueue[] = []
  await inParallel(
    urls.filter((url) => url.endsWith(DEAD_LETTERS)),
    8,
    async (url) => {
      const counts = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...counts] }),
      )
      const name = shortQueueName(deployment, url.split('/').at(-1)!)
      queues.push({ name, url, count: counts.reduce((sum, each) => sum + Number(Attributes[each]), 0) })
    },
  )
  return queues.sort((a, b) => a.name.localeCompare(b.name))
}

/** The queue of that name, short or whole. @throws an error that names what there is */
export async function deadLetterQueue(sqs: SQSClient, deployment: Deployment, name: string): Promise<DeadLetterQueue> {
  const queues = await deadLetterQueues(sqs, deployment)
  const found = queues.find((queue) => queue.name === name || queue.url.split('/').at(-1) === name)
  if (found) return found
  const like = queues.filter((queue) => queue.name.includes(name) || queue.count > 0).map((queue) => queue.name)
  throw new Error(
    `There is no dead-letter queue "${name}". ${like.length > 0 ? `There is ${like.join(', ')}.` : '"list" shows them.'}`,
  )
}

export const arnOf = async (sqs: SQSClient, url: string): Promise<string> =>
  (await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }))).Attributes!.QueueArn!

/** The one queue whose messages end there; undefined for a relay's, which holds places in a stream. */
export async function sourceOf(sqs: SQSClient, { url }: DeadLetterQueue): Promise<string | undefined> {
  for await (const page of paginateListDeadLetterSourceQueues({ client: sqs }, { QueueUrl: url })) {
    if (page.queueUrls?.[0]) return page.queueUrls[0]
  }
  return undefined
}

/** When the oldest of the first messages was sent, epoch milliseconds: SQS itself tells the age as a metric only. */
export async function oldestIn(sqs: SQSClient, queue: DeadLetterQueue): Promise<number | undefined> {
  if (queue.count === 0) return undefined
  const sent = (await peek(sqs, queue, 10)).map((message) => Number(message.Attributes?.SentTimestamp))
  return sent.length > 0 ? Math.min(...sent) : undefined
}
