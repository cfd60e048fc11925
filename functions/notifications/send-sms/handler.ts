import { endpoint } from '../../shared/http/endpoint.ts'
import { requestMessage } from '../request-message.ts'
import { sendSms } from './route.ts'

export const handler = endpoint(sendSms, async ({ body, idempotency }, deps) =>
  requestMessage('sms', body, idempotency, deps),
)
