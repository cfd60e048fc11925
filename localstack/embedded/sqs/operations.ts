/** The SQS API, JSON protocol, on one queue each. */
import { type AwsCall, AwsError, type Cloud } from '../types.ts'
import { messageBytes } from './checksums.ts'
import type { Messages } from './messages.ts'
import type { Receivers } from './receive.ts'
import { largestMessageBytes, type Queue } from './resources.ts'
import { invalidParameter, type SendInput, sendResult, toApiMessage, toNewMessage } from './wire.ts'

type Input = Record<string, unknown>
type BatchEntry = SendInput & { Id: string; ReceiptHandle?: string; VisibilityTimeout?: number }
type Operation = (queue: Queue, input: Input, call: AwsCall) => unknown

export function queueOperations(
  cloud: Cloud,
  messages: Messages,
  receivers: Receivers,
  queues: readonly Queue[],
): Record<string, Operation> {
  const sources = (queue: Queue) => queues.filter(({ redrive }) => redrive?.deadLetterArn === queue.arn)

  function send(queue: Queue, input: SendInput, call: AwsCall) {
    const message = toNewMessage(queue, input, senderOf(call))
    const [sent] = messages.send(queue, [message])
    return sendResult(queue, message, sent!)
  }

  function remove(queue: Queue, receipt: unknown): void {
    const found = messages.byReceipt(queue, assertReceipt(receipt))
    if (!found) return // deleted before, or received again since: AWS answers success
    if (queue.fifo && found.visibleAt <= Date.now()) {
      throw invalidParameter(
        `Value ${receipt} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
      )
    }
    messages.remove(queue, [found.id])
  }

  function setVisibility(queue: Queue, input: { ReceiptHandle?: unknown; VisibilityTimeout?: unknown }): void {
    const seconds = Number(input.VisibilityTimeout)
    if (!(seconds >= 0 && seconds <= 43_200)) {
      throw invalidParameter(
        `Value ${input.VisibilityTimeout} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.`,
      )
    }
    const found = messages.byReceipt(queue, assertReceipt(input.ReceiptHandle))
    if (!found || found.visibleAt <= Date.now()) {
      throw new AwsError(
        'MessageNotInflight',
        'The specified message is not in flight: its visibility timeout has ended.',
      )
    }
    messages.setVisibility(queue, found.id, seconds)
  }

  return {
    GetQueueUrl: (queue) => ({ QueueUrl: queue.url }),
    SendMessage: send,
    SendMessageBatch(queue, input, call) {
      const bytes = entriesOf(input).reduce(
        (sum, entry) => sum + messageBytes(entry.MessageBody ?? '', entry.MessageAttributes),
        0,
      )
      if (bytes > largestMessageBytes) {
        throw new AwsError(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${largestMessageBytes} bytes. You have sent ${bytes} bytes.`,
        )
      }
      return batch(input, (entry) => send(queue, entry, call))
    },
    async ReceiveMessage(queue, input) {
      const names = (name: string) => (input[name] ?? []) as string[]
      const max = Number(input.MaxNumberOfMessages ?? 1)
      if (!(max >= 1 && max <= 10)) {
        throw invalidParameter(
          `Value ${max} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
        )
      }
      const visibilityTimeoutSeconds = Number(input.VisibilityTimeout ?? queue.visibilityTimeoutSeconds)
      const wait = Math.min(Number(input.WaitTimeSeconds ?? queue.waitTimeSeconds), 20)
      const received = await receivers.receive(queue, { max, visibilityTimeoutSeconds }, wait)
      if (received.length === 0) return {}
      const systemNames = [...names('AttributeNames'), ...names('MessageSystemAttributeNames')]
      return {
        Messages: received.map((message) => toApiMessage(queue, message, systemNames, names('MessageAttributeNames'))),
      }
    },
    DeleteMessage: (queue, input) => remove(queue, input.ReceiptHandle),
    DeleteMessageBatch: (queue, input) => batch(input, (entry) => remove(queue, entry.ReceiptHandle)),
    ChangeMessageVisibility: (queue, input) => setVisibility(queue, input),
    ChangeMessageVisibilityBatch: (queue, input) => batch(input, (entry) => setVisibility(queue, entry)),
    PurgeQueue: (queue) => messages.purge(queue),
    ListDeadLetterSourceQueues: (queue) => ({ queueUrls: sources(queue).map(({ url }) => url) }),
    GetQueueAttributes(queue, input) {
      const wanted = (input.AttributeNames ?? []) as string[]
      const all = Object.entries(attributesOf(queue, messages)).filter(
        ([name]) => wanted.includes('All') || wanted.includes(name),
      )
      return all.length > 0 ? { Attributes: Object.fromEntries(all) } : {}
    },
    SetQueueAttributes: () => {
      throw new AwsError(
        'UnsupportedOperation',
        `The local cloud takes queue attributes from the assembly at ${cloud.endpoint}'s start: change the template.`,
      )
    },
  }
}

/** Real receipts decode to "<id>:<uuid>". */
function assertReceipt(receipt: unknown): string {
  if (typeof receipt === 'string' && /^\d+:[\w-]+$/.test(Buffer.from(receipt, 'base64url').toString())) return receipt
  throw new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${receipt}" is not a valid receipt handle.`)
}

function attributesOf(queue: Queue, messages: Messages): Record<string, string> {
  const { visible, inFlight, delayed } = messages.counts(queue)
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    DelaySeconds: String(queue.delaySeconds),
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(queue.retentionSeconds),
    MaximumMessageSize: String(queue.maximumMessageBytes),
    ReceiveMessageWaitTimeSeconds: String(queue.waitTimeSeconds),
    ...(queue.redrive
      ? {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: queue.redrive.deadLetterArn,
            maxReceiveCount: queue.redrive.maxReceiveCount,
          }),
        }
      : {}),
    ...(queue.redriveAllow ? { RedriveAllowPolicy: JSON.stringify(queue.redriveAllow) } : {}),
    ...(queue.fifo ? { FifoQueue: 'true', ContentBasedDeduplication: String(queue.contentBasedDeduplication) } : {}),
  }
}

function entriesOf(input: Input): BatchEntry[] {
  const entries = (input.Entries ?? []) as BatchEntry[]
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.')
  if (entries.length > 10)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    )
  for (const { Id } of entries)
    if (!/^[\w-]{1,80}$/.test(Id))
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      )
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.')
  return entries
}

function batch(input: Input, act: (entry: BatchEntry) => unknown): { Successful: unknown[]; Failed: unknown[] } {
  const Successful: unknown[] = []
  const Failed: unknown[] = []
  for (const entry of entriesOf(input)) {
    try {
      Successful.push({ Id: entry.Id, ...(act(entry) as object | undefined) })
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message })
    }
  }
  return { Successful, Failed }
}

const senderOf = ({ principal }: AwsCall): string =>
  principal.kind === 'role' ? principal.label : principal.kind === 'service' ? principal.service : 'root'
