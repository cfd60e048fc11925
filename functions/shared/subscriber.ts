/** Turns a subscriber definition and a short function into the Lambda behind a queue of events. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type * as z from 'zod/mini'
import type { EventDefinition, EventEnvelope } from '../../contracts/event.ts'
import type { Deps } from './deps.ts'
import { newId } from './ids.ts'
import { logger } from './observability/logger.ts'
import { type RunningTime, withDeadline } from './resilience/deadline.ts'
import type { SubscriberDefinition } from './service.ts'
import type { TransactItem } from './table.ts'

/** The events of a definition as a union that `name` tells apart. */
export type EventsOf<Definition extends SubscriberDefinition> = {
  [Index in keyof Definition['events']]: Definition['events'][Index] extends EventDefinition<infer Data>
    ? EventEnvelope<z.infer<Data>> & { readonly name: string }
    : never
}[number]

export interface SubscriberDeps extends Deps {
  /**
   * The write that marks this event as handled by this subscriber: put it first into the effect's transaction.
   * For a repeated delivery `transact` then throws `AlreadyHandled`, which counts as success.
   */
  readonly handledOnce: TransactItem
}

/** The event was handled by an earlier delivery. */
export class AlreadyHandled extends Error {
  override readonly name = 'AlreadyHandled'
}

/** Longer than the bus's archive keeps an event, which may be replayed as long. */
export const DEDUPLICATION_DAYS = 40

/** Only the messages that failed are delivered again; after the queue's allowed receives they go to its DLQ. */
export function subscriber<const Definition extends SubscriberDefinition>(
  definition: Definition,
  handle: (event: EventsOf<Definition>, deps: SubscriberDeps) => Promise<void>,
) {
  return async (batch: SQSEvent, context?: RunningTime): Promise<SQSBatchResponse> => {
    const failed = await withDeadline(context, () =>
      Promise.all(batch.Records.map((record) => handleRecord(definition, record, handle))),
    )
    return { batchItemFailures: failed.filter((id) => id !== undefined).map((id) => ({ itemIdentifier: id })) }
  }
}

/**
 * As `subscriber`, for effects that are cheaper for many events at once. The handler must be harmless when repeated:
 * there is no mark of what was handled. When it fails, the whole batch is delivered again.
 */
export function batchSubscriber<const Definition extends SubscriberDefinition>(
  definition: Definition,
  handle: (events: EventsOf<Definition>[], deps: Deps) => Promise<void>,
) {
  return async (batch: SQSEvent, context?: RunningTime): Promise<SQSBatchResponse> => {
    const failed: string[] = []
    const events: EventsOf<Definition>[] = []
    const messageIds: string[] = []
    const fail = (messageId: string, error: unknown) => {
      logger.error('event failed', { subscriber: definition.name, messageId, error: error as Error })
      failed.push(messageId)
    }
    for (const { body, messageId } of batch.Records) {
      try {
        events.push(envelopeOf(definition, body) as EventsOf<Definition>)
        messageIds.push(messageId)
      } catch (error) {
        fail(messageId, error)
      }
    }
    try {
      const [first] = events
      if (first) {
        const { correlationId } = first
        const deps = { now: new Date(), newId, requestId: messageIds[0]!, correlationId }
        await withDeadline(context, () => handle(events, deps))
      }
    } catch (error) {
      for (const messageId of messageIds) fail(messageId, error)
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
  }
}

async function handleRecord<Definition extends SubscriberDefinition>(
  definition: Definition,
  record: SQSRecord,
  handle: (event: EventsOf<Definition>, deps: SubscriberDeps) => Promise<void>,
): Promise<string | undefined> {
  try {
    const envelope = envelopeOf(definition, record.body)
    const now = new Date()
    await handle(envelope as EventsOf<Definition>, {
      now,
      newId,
      requestId: record.messageId,
      correlationId: envelope.correlationId,
      handledOnce: handledOnce(definition, envelope, now),
    })
    return undefined
  } catch (error) {
    if (error instanceof AlreadyHandled) return undefined
    logger.error('event failed', { subscriber: definition.name, messageId: record.messageId, error: error as Error })
    return record.messageId
  }
}

/** The body of a queue message is the EventBridge event; its `detail` is our envelope. */
function envelopeOf(definition: SubscriberDefinition, body: string): EventEnvelope {
  const envelope = (JSON.parse(body) as { detail: EventEnvelope }).detail
  const contract = definition.events.find((event) => event.name === envelope.name)
  if (!contract) throw new Error(`${definition.name} does not know the event ${envelope.name}`)
  if (contract.version !== envelope.version) {
    throw new Error(`${definition.name} reads version ${contract.version} of ${envelope.name}, not ${envelope.version}`)
  }
  return { ...envelope, data: contract.data.parse(envelope.data) }
}

function handledOnce(definition: SubscriberDefinition, envelope: EventEnvelope, now: Date): TransactItem {
  return {
    put: {
      Item: {
        pk: `HANDLED#${definition.name}#${envelope.eventId}`,
        sk: 'EVENT',
        expiresAt: Math.floor(now.getTime() / 1000) + DEDUPLICATION_DAYS * 86_400,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    onConditionFailed: () => new AlreadyHandled(),
  }
}
