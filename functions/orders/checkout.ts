import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { awsLimits } from '../shared/clients/limits.ts'
import { env } from '../shared/env.ts'
import type { CheckoutFailure } from './domain/checkout-failure.ts'

const sfn = new SFNClient(awsLimits)

interface Start {
  readonly orderId: string
  readonly correlationId: string
}

/** Starts the checkout of an order; starting it again is harmless, because the execution has the order's id as its name. */
export function startCheckout(
  checkout: Start & { items: readonly { sku: string; quantity: number }[] },
): Promise<void> {
  const { orderId, correlationId } = checkout
  const items = checkout.items.map(({ sku, quantity }) => ({ sku, quantity }))
  return start(orderId, { orderId, correlationId, items })
}

/** Goes on with the checkout of a parked order where it got stuck; each retry is one execution, however often it is started. */
export function retryCheckout(checkout: Start & { retry: number; failure: CheckoutFailure }): Promise<void> {
  const { orderId, correlationId, retry, failure } = checkout
  return start(`${orderId}-retry-${retry}`, { orderId, correlationId, failure })
}

async function start(name: string, input: object): Promise<void> {
  try {
    await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: env.setting('CHECKOUT_STATE_MACHINE_ARN'),
        name,
        input: JSON.stringify(input),
      }),
    )
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ExecutionAlreadyExists')) throw error
  }
}
