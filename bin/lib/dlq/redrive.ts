import { setTimeout as delay } from 'node:timers/promises'
import {
  DeleteMessageCommand,
  ListMessageMoveTasksCommand,
  type Message,
  SendMessageCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { describeDeadLetter } from './describe.ts'
import { letGo, take } from './messages.ts'
import { arnOf, type DeadLetterQueue } from './queues.ts'

/** Messages looked through for those with the wanted ids. */
const MOST = 10_000

/** Has SQS move everything back, at its own speed. @returns how many. @throws when the move fails or is cancelled. */
export async function redriveAll(sqs: SQSClient, queue: DeadLetterQueue, source: string): Promise<number> {
  // Named, because what the bus could not deliver has no queue that it came from.
  const [SourceArn, DestinationArn] = await Promise.all([arnOf(sqs, queue.url), arnOf(sqs, source)])
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }))
  for (;;) {
    const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }))
    const { Status, ApproximateNumberOfMessagesMoved = 0, FailureReason } = Results[0] ?? {}
    if (Status === 'COMPLETED') return ApproximateNumberOfMessagesMoved
    if (Status === 'FAILED' || Status === 'CANCELLED') {
      throw new Error(
        `The move ended as ${Status} after ${ApproximateNumberOfMessagesMoved} messages: ${FailureReason ?? ''}`,
      )
    }
    await delay(200)
  }
}

/** Moves the messages of these ids, of the message or of the event in it. @returns the ids that were found. */
export async function redriveSome(
  sqs: SQSClient,
  queue: DeadLetterQueue,
  source: string,
  ids: readonly string[],
): Promise<string[]> {
  const messages = await take(sqs, queue, MOST)
  const idOf = (message: Message) => {
    const { messageId, eventId } = describeDeadLetter(message)
    return ids.find((id) => id === messageId || id === eventId)
  }
  const wanted = messages.filter((message) => idOf(message) !== undefined)
  await letGo(
    sqs,
    queue,
    messages.filter((message) => !wanted.includes(message)),
  )
  for (const message of wanted) {
    const { Body: MessageBody, ReceiptHandle } = message
    // First there, then not here: a crash in between delivers it twice, and subscribers deduplicate.
    await sqs.send(new SendMessageCommand({ QueueUrl: source, MessageBody }))
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle }))
  }
  return wanted.map((message) => idOf(message)!)
}
