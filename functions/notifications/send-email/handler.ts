import { endpoint } from '../../shared/http/endpoint.ts'
import { requestMessage } from '../request-message.ts'
import { sendEmail } from './route.ts'

export const handler = endpoint(sendEmail, async ({ body, idempotency }, deps) =>
  requestMessage('email', body, idempotency, deps),
)
