import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn'
import { awsLimits } from '../shared/clients/limits.ts'
import { logger } from '../shared/observability/logger.ts'
import { type Checkout, type TaskResult, taskResultOf } from './domain/checkout.ts'

const sfn = new SFNClient(awsLimits)
/** The saga has the result already, gave up waiting, or is gone: nobody is left to tell. */
const nobodyWaits = ['TaskTimedOut', 'InvalidToken', 'TaskDoesNotExist']

/** Resumes the waiting saga when there is something to tell. May be repeated. @returns whether one waited */
export async function resumeSaga(checkout: Checkout): Promise<boolean> {
  const result = taskResultOf(checkout)
  if (!result) return false
  let waited = false
  for (const taskToken of checkout.taskTokens ?? []) {
    if (await tell(taskToken, result, checkout.orderId)) waited = true
  }
  return waited
}

async function tell(taskToken: string, result: TaskResult, orderId: string): Promise<boolean> {
  try {
    if (result.kind === 'success') {
      await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(result.output) }))
    } else {
      await sfn.send(new SendTaskFailureCommand({ taskToken, error: result.error, cause: result.cause.slice(0, 256) }))
    }
    return true
  } catch (error) {
    if (!(error instanceof Error && nobodyWaits.includes(error.name))) throw error
    logger.info('nobody waits for this payment any more', { orderId, why: error.name })
    return false
  }
}
