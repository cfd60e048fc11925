/** What people see of an event of their order. Pure. */
import type { EventEnvelope } from '../../../contracts/event.ts'

export interface TimelineEntry {
  readonly eventId: string
  readonly name: string
  /** ISO 8601 UTC */
  readonly at: string
  readonly data: Record<string, unknown>
}

/** Known from the order itself, or of no use to people. */
const leftOut = new Set(['orderId', 'customerId', 'cart', 'lines'])

export function timelineEntry(event: EventEnvelope): TimelineEntry {
  const data = Object.entries(event.data as Record<string, unknown>).filter(([name]) => !leftOut.has(name))
  return { eventId: event.eventId, name: event.name, at: event.occurredAt, data: Object.fromEntries(data) }
}
