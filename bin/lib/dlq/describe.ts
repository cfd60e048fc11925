/** What a dead letter is about, for people. Personal data is redacted. */
import type { Message } from '@aws-sdk/client-sqs'
import { redact } from '../../../functions/shared/observability/redact.ts'

export interface DeadLetter {
  /** SQS's own; also what `--id` takes. */
  readonly messageId: string
  /** An event's name, or what else it is. */
  readonly what: string
  readonly eventId?: string | undefined
  readonly correlationId?: string | undefined
  readonly sentAt: string
  /** As far as the message itself tells. */
  readonly cause?: string | undefined
  readonly body: string
}

// biome-ignore lint/suspicious/noExplicitAny: whatever somebody sent.
type Json = any

export function describeDeadLetter(message: Message, { raw = false } = {}): DeadLetter {
  const body = parsed(message.Body ?? '')
  const hide = raw ? (text: string) => text : redact
  const envelope = body?.detail?.eventId ? body.detail : undefined
  const batch = body?.DDBStreamBatchInfo
  return {
    messageId: message.MessageId!,
    what: envelope?.name ?? (batch ? `${batch.batchSize} stream records that were not published` : 'work'),
    eventId: envelope?.eventId,
    correlationId: envelope?.correlationId ?? body?.correlationId,
    sentAt: new Date(Number(message.Attributes?.SentTimestamp)).toISOString(),
    cause: causeOf(message, body, hide),
    body: hide(JSON.stringify(envelope?.data ?? batch ?? body ?? message.Body, null, 2)),
  }
}

/** EventBridge names in attributes why it could not deliver; Lambda names in the body why it gave up on a stream. */
function causeOf({ MessageAttributes = {} }: Message, body: Json, hide: (text: string) => string): string | undefined {
  const { ERROR_CODE, ERROR_MESSAGE } = MessageAttributes
  if (ERROR_CODE?.StringValue)
    return hide(`not delivered: ${ERROR_CODE.StringValue} ${ERROR_MESSAGE?.StringValue ?? ''}`.trim())
  return body?.requestContext?.condition
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
