import { Logger } from '@aws-lambda-powertools/logger'

/** JSON lines with request id and service. Never log a body, a header, an e-mail address or a token. */
export const logger = new Logger({ serviceName: process.env.SERVICE_NAME ?? 'tradewind' })
