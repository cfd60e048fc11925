/** Which deployment a command is about, for commands that use AWS itself: the shop that runs here, or a stage by the SDK's environment. */
import { DEAD_LETTERS } from '../../stacks/names.ts'
import { runningShop } from './running-shop.ts'
import { UsageError } from './usage-error.ts'

export interface Deployment {
  readonly stage: string
  /** Of every SDK client; empty where the SDK's own environment says region and credentials. */
  readonly client: {
    readonly endpoint?: string
    readonly region?: string
    readonly credentials?: { accessKeyId: string; secretAccessKey: string }
  }
}

/** For `parseArgs`. */
export const deploymentOptions = { stage: { type: 'string' }, endpoint: { type: 'string' } } as const

export const deploymentUsage = `Without --stage it is the shop that "npm start" runs here. For a stage on AWS give --stage NAME, and region and
credentials in the SDK's environment (AWS_REGION, AWS_PROFILE …); for another emulator also --endpoint URL.`

/** @throws {UsageError} */
export function deploymentOf(given: { stage?: string | undefined; endpoint?: string | undefined }): Deployment {
  const { stage = 'local' } = given
  const endpoint = given.endpoint ?? (stage === 'local' ? runningShop()?.endpoint : undefined)
  if (endpoint === undefined && stage === 'local') {
    throw new UsageError('No shop is running here. Start one with "npm start", or give --stage.')
  }
  if (endpoint === undefined) return { stage, client: {} }
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  return { stage, client: { endpoint, region: process.env.AWS_REGION ?? 'us-east-1', credentials } }
}

export const queuePrefix = ({ stage }: Deployment) => `tradewind-${stage}-`

/** `orders-on-follow-payment` of `tradewind-local-orders-on-follow-payment-dead-letters`. */
export const shortQueueName = (deployment: Deployment, name: string): string =>
  name.slice(queuePrefix(deployment).length).replace(new RegExp(`${DEAD_LETTERS}$`), '')
