/** The queues as the console shows them. */
import type { Messages } from './messages.ts'
import type { Queue } from './resources.ts'
import { systemAttributes } from './wire.ts'

const shownMessages = 50

export function queuesView(queues: readonly Queue[], messages: Messages) {
  const deadLetterArns = new Set(queues.map(({ redrive }) => redrive?.deadLetterArn))
  return {
    items: queues.map((queue) => ({
      name: queue.name,
      url: queue.url,
      arn: queue.arn,
      ...messages.counts(queue),
      isDeadLetterQueue: deadLetterArns.has(queue.arn),
      messages: messages.peek(queue, shownMessages).map((message) => ({
        id: message.messageId,
        body: message.body,
        attributes: {
          ...systemAttributes(queue, message),
          ...Object.fromEntries(
            Object.entries(message.attributes).map(([name, { StringValue, BinaryValue }]) => [
              name,
              StringValue ?? BinaryValue,
            ]),
          ),
        },
        receiveCount: message.receiveCount,
        sentAt: new Date(message.sentAt).toISOString(),
      })),
    })),
  }
}
