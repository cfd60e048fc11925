import { type Page, putItems, queryPage } from '../../shared/table.ts'
import type { TimelineEntry } from '../domain/timeline.ts'
import { timelineKey } from './keys.ts'

/** A repeated event has the same key, so it is there once. */
export const recordEvents = (events: readonly { orderId: string; entry: TimelineEntry }[]): Promise<void> =>
  putItems(events.map(({ orderId, entry }) => ({ ...timelineKey(orderId, entry.at, entry.eventId), ...entry })))

/** In the order in which things happened. */
export function listEvents(
  orderId: string,
  page: { limit: number; cursor?: string | undefined; bound: readonly unknown[] },
): Promise<Page<TimelineEntry>> {
  return queryPage<TimelineEntry>(
    {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
      ExpressionAttributeValues: { ':pk': timelineKey(orderId, '', '').pk, ':event': 'EVENT#' },
    },
    page,
  )
}
