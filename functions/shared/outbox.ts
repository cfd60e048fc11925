import type * as z from 'zod/mini'
import type { EventDefinition, EventEnvelope } from '../../contracts/event.ts'
import type { TransactItem } from './table.ts'

/** Prefix of the partition key of outbox items: the relay's stream filter selects by it. */
export const OUTBOX_PREFIX = 'OUTBOX#'

/** Days that an outbox item stays readable after it was relayed, for looking back. */
const RETENTION_DAYS = 7

export interface EventContext {
  readonly newId: () => string
  readonly now: Date
  readonly correlationId: string
}

export interface OutboxItem {
  readonly pk: string
  readonly sk: string
  readonly envelope: EventEnvelope
  /** Unix seconds, for DynamoDB's TTL. */
  readonly expiresAt: number
}

/**
 * The write that publishes an event: put it into the same transaction as the state it tells of.
 * @param sequence the entity's version after this change, for who must know which of two events is the later one
 * @throws when `data` is not what the contract says.
 */
export function publish<Definition extends EventDefinition>(
  definition: Definition,
  entityId: string,
  data: z.infer<Definition['data']>,
  context: EventContext,
  sequence?: number,
): TransactItem {
  const envelope: EventEnvelope = {
    eventId: context.newId(),
    name: definition.name,
    version: definition.version,
    occurredAt: context.now.toISOString(),
    correlationId: context.correlationId,
    ...(sequence === undefined ? {} : { sequence }),
    data: definition.data.parse(data),
  }
  const item: OutboxItem = {
    pk: `${OUTBOX_PREFIX}${entityId}`,
    sk: envelope.eventId,
    envelope,
    expiresAt: Math.floor(context.now.getTime() / 1000) + RETENTION_DAYS * 86_400,
  }
  return { put: { Item: item } }
}
