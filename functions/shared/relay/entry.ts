import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge'
import type { EventEnvelope } from '../../../contracts/event.ts'

/** An event as the bus takes it. */
export const entryOf = (envelope: EventEnvelope, service: string, EventBusName: string): PutEventsRequestEntry => ({
  EventBusName,
  Source: `tradewind.${service}`,
  DetailType: envelope.name,
  Time: new Date(envelope.occurredAt),
  Detail: JSON.stringify(envelope),
})
