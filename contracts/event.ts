import type * as z from 'zod/mini'

/** What one kind of event carries. `version` rises when `data` changes in a way that old readers would misread. */
export interface EventDefinition<Data extends z.ZodMiniType = z.ZodMiniType> {
  readonly name: string
  readonly version: number
  readonly data: Data
}

export function defineEvent<Data extends z.ZodMiniType>(
  name: string,
  version: number,
  data: Data,
): EventDefinition<Data> {
  return { name, version, data }
}

/** What travels on the bus, as the `detail` of an EventBridge event whose `detail-type` is `name`. */
export interface EventEnvelope<Data = unknown> {
  /** ULID, the same for every delivery of this event: deduplicate by it. */
  readonly eventId: string
  readonly name: string
  readonly version: number
  /** ISO 8601 UTC. */
  readonly occurredAt: string
  /** Joins everything that one request caused. */
  readonly correlationId: string
  /**
   * The version that this change gave to what the event is about (order, payment, shipment, hold). Deliveries overtake each
   * other: of two events of one thing the one with the higher sequence is the later one, whatever came first.
   */
  readonly sequence?: number
  readonly data: Data
}

export type EventOf<Definition extends EventDefinition> = EventEnvelope<z.infer<Definition['data']>>
