/** Puts events on the bus again from a service's outbox, which keeps them for seven days. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'
import { OUTBOX_PREFIX, type OutboxItem } from '../../../functions/shared/outbox.ts'
import { entryOf } from '../../../functions/shared/relay/entry.ts'
import type { Deployment } from '../deployment.ts'

/** PutEvents' own limit. */
const ENTRIES_PER_CALL = 10

export interface Wanted {
  readonly service: string
  /** ISO 8601 UTC; both included. */
  readonly since: string
  readonly until: string
  readonly onProgress?: (published: number, of: number) => void
}

/**
 * With their own ids, in the order in which they came to be: subscribers that had them already do nothing.
 * @returns how many. @throws when the bus refuses one; all before it are published.
 */
export async function republish(deployment: Deployment, wanted: Wanted): Promise<number> {
  const envelopes = await outboxOf(deployment, wanted)
  const bus = new EventBridgeClient(deployment.client)
  try {
    for (let start = 0; start < envelopes.length; start += ENTRIES_PER_CALL) {
      const Entries = envelopes
        .slice(start, start + ENTRIES_PER_CALL)
        .map((envelope) => entryOf(envelope, wanted.service, `tradewind-${deployment.stage}`))
      const answer = await bus.send(new PutEventsCommand({ Entries }))
      const refused = (answer.Entries ?? []).find((entry) => entry.ErrorCode !== undefined)
      if (refused) throw new Error(`The bus refuses events: ${refused.ErrorCode}. Repeat this when it is well again.`)
      wanted.onProgress?.(start + Entries.length, envelopes.length)
    }
  } finally {
    bus.destroy()
  }
  return envelopes.length
}

async function outboxOf({ stage, client }: Deployment, { service, since, until }: Wanted) {
  const dynamodb = new DynamoDBClient(client)
  const envelopes: OutboxItem['envelope'][] = []
  const pages = paginateScan(
    { client: DynamoDBDocumentClient.from(dynamodb) },
    {
      TableName: `tradewind-${stage}-${service}`,
      FilterExpression: 'begins_with(pk, :outbox) AND envelope.occurredAt BETWEEN :since AND :until',
      ExpressionAttributeValues: { ':outbox': OUTBOX_PREFIX, ':since': since, ':until': until },
    },
  )
  for await (const { Items = [] } of pages) envelopes.push(...(Items as OutboxItem[]).map(({ envelope }) => envelope))
  dynamodb.destroy()
  return envelopes.sort((a, b) => (a.eventId < b.eventId ? -1 : 1))
}
