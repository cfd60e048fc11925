import { PasswordResetRequested } from '../../../contracts/events/password-reset-requested.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { logger } from '../../shared/observability/logger.ts'
import { publish } from '../../shared/outbox.ts'
import { requestResetCode } from '../table.ts'
import { forgotPassword } from './route.ts'

/** Whether there is an account is found out when the mail is sent: nothing here depends on it. */
export const handler = endpoint(forgotPassword, async ({ body }, deps) => {
  const requestId = deps.newId()
  const event = publish(PasswordResetRequested, requestId, { requestId }, deps)
  if (!(await requestResetCode(requestId, body.email, deps.now, [event]))) {
    logger.warn('an address had its password codes of this hour')
  }
  return undefined
})
