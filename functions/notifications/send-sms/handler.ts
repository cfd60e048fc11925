import { endpoint } from '../../shared/http/endpoint.ts'
import { textMessage } from '../domain/templates/text-message.ts'
import { requestMessage } from '../request-message.ts'
import { sendSms } from './route.ts'

export const handler = endpoint(sendSms, async ({ body, idempotency }, deps) => {
  const message = 'text' in body ? { template: textMessage.name, data: { text: body.text } } : body
  const { to, userId, locale } = body
  return requestMessage('sms', { ...message, to, userId, locale }, idempotency, deps)
})
