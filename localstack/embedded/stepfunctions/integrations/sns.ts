import { randomUUID } from 'node:crypto'
import { StatesError } from '../interpreter/errors.ts'
import { asText, deliverAs } from './deliver.ts'
import type { Integration } from './index.ts'

/** `arn:aws:states:::sns:publish` to a topic; a Message that is not text is sent as JSON. */
export const publishToTopic: Integration = async (cloud, caller, request) => {
  const { TopicArn, TargetArn, Message, ...settings } = request.payload as Record<string, unknown>
  const topic = cloud.find(String(TopicArn ?? TargetArn))
  if (!topic) throw new StatesError('Sns.NotFoundException', `The topic ${TopicArn ?? TargetArn} does not exist.`)
  await deliverAs('Sns', cloud, {
    targetArn: topic.arn,
    payload: asText(Message),
    principal: caller.principal,
    settings,
  })
  return { MessageId: randomUUID() }
}
