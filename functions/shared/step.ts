/** Turns a step definition and a short function into a Step Functions task. */
import type * as z from 'zod/mini'
import type { Deps } from './deps.ts'
import { newId } from './ids.ts'
import { logger } from './observability/logger.ts'
import { type RunningTime, withDeadline } from './resilience/deadline.ts'
import type { StepDefinition } from './service.ts'

/**
 * The handler must be idempotent by order id: Step Functions may run it again, and a timed-out run may still take effect.
 * Throw `StepFailure` for a business outcome; anything else is a fault that the state machine retries.
 */
export function step<Input extends z.ZodMiniType>(
  definition: StepDefinition<Input>,
  handle: (input: z.infer<Input>, deps: Deps) => Promise<object>,
) {
  return async (event: unknown, context: { awsRequestId: string } & RunningTime): Promise<object> => {
    const input = definition.input.parse(event) as z.infer<Input>
    const { orderId, correlationId } = input as { orderId?: string; correlationId?: string }
    logger.resetKeys()
    logger.appendKeys({ orderId, correlationId })
    return withDeadline(context, () =>
      handle(input, {
        now: new Date(),
        newId,
        requestId: context.awsRequestId,
        correlationId: correlationId ?? context.awsRequestId,
      }),
    )
  }
}
