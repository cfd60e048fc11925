import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'

/** Seconds that messages stay hidden from others who look, should this process be killed meanwhile. */
const LOOK_SECONDS = 30
const BATCH = 10

/** Up to `limit` messages, each once. They are this command's until `letGo`, or for half a minute. */
export async function take(sqs: SQSClient, { url }: { url: string }, limit: number): Promise<Message[]> {
  const taken: Message[] = []
  while (taken.length < limit) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: Math.min(BATCH, limit - taken.length),
        VisibilityTimeout: LOOK_SECONDS,
        // Long enough to ask every server of the queue.
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    )
    if (Messages.length === 0) break
    taken.push(...Messages)
  }
  return taken
}

/** Visible for everybody again, at once. */
export async function letGo(sqs: SQSClient, { url }: { url: string }, messages: readonly Message[]): Promise<void> {
  for (let start = 0; start < messages.length; start += BATCH) {
    const Entries = messages
      .slice(start, start + BATCH)
      .map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle, VisibilityTimeout: 0 }))
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }))
  }
}

/** Looks without changing anything. */
export async function peek(sqs: SQSClient, queue: { url: string }, limit: number): Promise<Message[]> {
  const messages = await take(sqs, queue, limit)
  await letGo(sqs, queue, messages)
  return messages
}
