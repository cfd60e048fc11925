/** Moves outbox items from a table's stream to the event bus. Every service's stack has one. */

import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda'
import { oneAttempt } from '../clients/limits.ts'
import { env } from '../env.ts'
import { logger } from '../observability/logger.ts'
import type { OutboxItem } from '../outbox.ts'
import { entryOf } from './entry.ts'

// One attempt: the stream hands over again what was refused.
const eventBridge = new EventBridgeClient(oneAttempt)
/** PutEvents' own limit. */
const ENTRIES_PER_CALL = 10
/** Well below the relay's 30 s. The bus mostly answers in milliseconds. */
const ANSWER_MS = 10_000

/** Stops at the first event that the bus refused: the stream goes on from there, so events keep their order. */
export async function handler(batch: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  for (let start = 0; start < batch.Records.length; start += ENTRIES_PER_CALL) {
    const records = batch.Records.slice(start, start + ENTRIES_PER_CALL)
    const refused = await put(records.map(envelopeOf))
    if (refused >= 0) {
      return { batchItemFailures: [{ itemIdentifier: records[refused]!.dynamodb!.SequenceNumber! }] }
    }
  }
  return { batchItemFailures: [] }
}

const envelopeOf = (record: DynamoDBStreamEvent['Records'][number]) =>
  (unmarshall(record.dynamodb!.NewImage as Record<string, AttributeValue>) as OutboxItem).envelope

/** Index of the first refused entry, or -1. */
async function put(envelopes: OutboxItem['envelope'][]): Promise<number> {
  try {
    const answer = await eventBridge.send(
      new PutEventsCommand({
        Entries: envelopes.map((envelope) => entryOf(envelope, env.serviceName, env.eventBusName)),
      }),
      { abortSignal: AbortSignal.timeout(ANSWER_MS) },
    )
    return (answer.Entries ?? []).findIndex((entry) => entry.ErrorCode !== undefined)
  } catch (error) {
    logger.error('the bus refused events', error as Error)
    return 0
  }
}
