import { createHash, randomUUID } from 'node:crypto'
import { StatesError } from '../interpreter/errors.ts'
import { asText, deliverAs } from './deliver.ts'
import type { Integration } from './index.ts'

/** `arn:aws:states:::sqs:sendMessage`; a MessageBody that is not text is sent as JSON. */
export const sendMessage: Integration = async (cloud, caller, request) => {
  const { QueueUrl, MessageBody, ...settings } = request.payload as Record<string, unknown>
  const queue = cloud.find(String(QueueUrl))
  if (!queue) throw new StatesError('Sqs.QueueDoesNotExistException', `The queue ${QueueUrl} does not exist.`)
  const payload = asText(MessageBody)
  await deliverAs('Sqs', cloud, { targetArn: queue.arn, payload, principal: caller.principal, settings })
  return { MD5OfMessageBody: createHash('md5').update(payload).digest('hex'), MessageId: randomUUID() }
}
