/** Messages in the forms of the API and of Lambda events, and what the API refuses of a message to send. */
import { createHash } from 'node:crypto'
import { AwsError } from '../types.ts'
import { type Attributes, md5, md5OfAttributes, messageBytes } from './checksums.ts'
import type { Queue } from './resources.ts'
import type { NewMessage, SentMessage, StoredMessage } from './rows.ts'

/** SendMessage input or one entry of SendMessageBatch. */
export interface SendInput {
  readonly MessageBody?: string
  readonly DelaySeconds?: number
  readonly MessageAttributes?: Attributes
  readonly MessageSystemAttributes?: Attributes
  readonly MessageGroupId?: string
  readonly MessageDeduplicationId?: string
}

export const invalidParameter = (message: string) => new AwsError('InvalidParameterValue', message)
const missing = (name: string) => new AwsError('MissingParameter', `The request must contain the parameter ${name}.`)

/** @throws AwsError as SendMessage does. */
export function toNewMessage(queue: Queue, input: SendInput, sender: string): NewMessage {
  const { MessageBody: body, MessageAttributes: attributes, DelaySeconds: delaySeconds } = input
  if (!body) throw missing('MessageBody')
  // What XML 1.0 cannot carry is refused, whatever the protocol.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are the forbidden ones
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(body)) {
    throw new AwsError('InvalidMessageContents', 'Invalid characters found in the message body.')
  }
  if (messageBytes(body, attributes) > queue.maximumMessageBytes) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${queue.maximumMessageBytes} bytes.`,
    )
  }
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes ?? {})) {
    if (!/^(String|Number|Binary)(\.|$)/.test(DataType ?? '') || (StringValue ?? BinaryValue) === undefined) {
      throw invalidParameter(
        `The message attribute '${name}' must have a DataType of String, Number or Binary, and a value of it.`,
      )
    }
  }
  if (delaySeconds !== undefined && (queue.fifo || !(delaySeconds >= 0 && delaySeconds <= 900))) {
    const reason = queue.fifo
      ? 'The request include parameter that is not valid for this queue type'
      : 'must be between 0 and 900'
    throw invalidParameter(`Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: ${reason}.`)
  }
  const trace = input.MessageSystemAttributes?.AWSTraceHeader?.StringValue
  return {
    body,
    sender,
    ...(attributes ? { attributes } : {}),
    ...(delaySeconds === undefined ? {} : { delaySeconds }),
    ...(trace ? { traceHeader: trace } : {}),
    ...groupOf(queue, input, body),
  }
}

function groupOf(queue: Queue, input: SendInput, body: string): { groupId?: string; deduplicationId?: string } {
  const { MessageGroupId: groupId, MessageDeduplicationId: given } = input
  // On a standard queue a group id is allowed (fair queues) and orders nothing.
  if (!queue.fifo) return groupId ? { groupId } : {}
  if (!groupId) throw missing('MessageGroupId')
  const deduplicationId =
    given ?? (queue.contentBasedDeduplication ? createHash('sha256').update(body).digest('hex') : undefined)
  if (!deduplicationId) {
    throw invalidParameter(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    )
  }
  return { groupId, deduplicationId }
}

export const sendResult = (queue: Queue, message: NewMessage, sent: SentMessage) => ({
  MessageId: sent.messageId,
  MD5OfMessageBody: md5(message.body),
  ...(message.attributes && Object.keys(message.attributes).length > 0
    ? { MD5OfMessageAttributes: md5OfAttributes(message.attributes) }
    : {}),
  ...(message.traceHeader
    ? {
        MD5OfMessageSystemAttributes: md5OfAttributes({
          AWSTraceHeader: { DataType: 'String', StringValue: message.traceHeader },
        }),
      }
    : {}),
  ...(queue.fifo ? { SequenceNumber: sequenceNumber(sent.sequence) } : {}),
})

/** FIFO sequence numbers have 20 digits. */
const sequenceNumber = (id: number) => String(id).padStart(20, '0')

export function systemAttributes(queue: Queue, message: StoredMessage): Record<string, string> {
  const all: Record<string, string | undefined> = {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    SenderId: message.sender,
    ApproximateFirstReceiveTimestamp:
      message.firstReceivedAt === undefined ? undefined : String(message.firstReceivedAt),
    SequenceNumber: queue.fifo ? sequenceNumber(message.id) : undefined,
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.deduplicationId,
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.sourceArn,
  }
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** One member of ReceiveMessage's answer; only the attributes that were asked for. */
export function toApiMessage(
  queue: Queue,
  message: StoredMessage,
  systemNames: readonly string[],
  names: readonly string[],
) {
  const system = Object.entries(systemAttributes(queue, message)).filter(
    ([name]) => systemNames.includes('All') || systemNames.includes(name),
  )
  const asked = (name: string) =>
    names.some(
      (wanted) =>
        wanted === 'All' ||
        wanted === '.*' ||
        wanted === name ||
        (wanted.endsWith('.*') && name.startsWith(wanted.slice(0, -1))),
    )
  const attributes = Object.fromEntries(Object.entries(message.attributes).filter(([name]) => asked(name)))
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receipt,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(system.length > 0 ? { Attributes: Object.fromEntries(system) } : {}),
    ...(Object.keys(attributes).length > 0
      ? { MD5OfMessageAttributes: md5OfAttributes(attributes), MessageAttributes: attributes }
      : {}),
  }
}

/** One member of `Records` in a Lambda event. */
export function toLambdaRecord(queue: Queue, message: StoredMessage, region: string): Record<string, unknown> {
  const attributes = Object.entries(message.attributes)
  return {
    messageId: message.messageId,
    receiptHandle: message.receipt,
    body: message.body,
    attributes: systemAttributes(queue, message),
    messageAttributes: Object.fromEntries(
      attributes.map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        {
          ...(StringValue === undefined ? {} : { stringValue: StringValue }),
          ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
          dataType: DataType,
        },
      ]),
    ),
    md5OfBody: md5(message.body),
    ...(attributes.length > 0 ? { md5OfMessageAttributes: md5OfAttributes(message.attributes) } : {}),
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: region,
  }
}
