import { Logger } from '@aws-lambda-powertools/logger'
import { env } from '../env.ts'
import { redactValue } from './redact.ts'

/** JSON lines with request id and service. Never log a body, a header, an e-mail address or a token. */
export const logger = new Logger({
  serviceName: env.optionalSetting('SERVICE_NAME') ?? 'tradewind',
  jsonReplacerFn: redactValue,
})
