import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { type Page, queryPage } from '../../shared/table.ts'
import type { TimelineEntry } from '../domain/timeline.ts'
import { timelineKey } from './keys.ts'

/** A repeated event has the same key, so it is there once. */
export async function recordEvent(orderId: string, entry: TimelineEntry): Promise<void> {
  const Item = { ...timelineKey(orderId, entry.at, entry.eventId), ...entry }
  await dynamodb.send(new PutCommand({ TableName: env.tableName, Item }))
}

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
