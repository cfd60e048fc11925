/** Work handed to a queue of the own service, and the function that does it. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type * as z from 'zod/mini'
import { awsLimits } from './clients/limits.ts'
import type { Deps } from './deps.ts'
import { env } from './env.ts'
import { newId } from './ids.ts'
import { logger } from './observability/logger.ts'
import { type RunningTime, withDeadline } from './resilience/deadline.ts'
import type { WorkerDefinition } from './service.ts'

const sqs = new SQSClient(awsLimits)

/** @param delaySeconds 0 to 900, SQS's limit. */
export async function enqueue<Body extends z.ZodMiniType>(
  worker: WorkerDefinition<Body>,
  body: z.infer<Body>,
  delaySeconds = 0,
): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: env.queueUrl(worker.name),
      MessageBody: JSON.stringify(body),
      ...(delaySeconds > 0 ? { DelaySeconds: delaySeconds } : {}),
    }),
  )
}

/** Only the messages that failed are delivered again; after the queue's allowed receives they go to its DLQ. */
export function worker<Body extends z.ZodMiniType>(
  definition: WorkerDefinition<Body>,
  handle: (body: z.infer<Body>, deps: Deps) => Promise<void>,
) {
  const handleRecord = async (record: SQSRecord): Promise<string | undefined> => {
    try {
      const body = definition.body.parse(JSON.parse(record.body)) as z.infer<Body>
      await handle(body, { now: new Date(), newId, requestId: record.messageId, correlationId: record.messageId })
      return undefined
    } catch (error) {
      logger.error('work failed', { worker: definition.name, messageId: record.messageId, error: error as Error })
      return record.messageId
    }
  }
  return async (batch: SQSEvent, context?: RunningTime): Promise<SQSBatchResponse> => {
    const failed = await withDeadline(context, () => Promise.all(batch.Records.map(handleRecord)))
    return { batchItemFailures: failed.filter((id) => id !== undefined).map((id) => ({ itemIdentifier: id })) }
  }
}
