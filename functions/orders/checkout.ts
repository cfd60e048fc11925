import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { env } from '../shared/env.ts'

const sfn = new SFNClient({})

/** Starts the checkout of an order; starting it again is harmless, because the execution has the order's id as its name. */
export async function startCheckout(checkout: {
  orderId: string
  correlationId: string
  items: readonly { sku: string; quantity: number }[]
}): Promise<void> {
  const items = checkout.items.map(({ sku, quantity }) => ({ sku, quantity }))
  try {
    await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: env.setting('CHECKOUT_STATE_MACHINE_ARN'),
        name: checkout.orderId,
        input: JSON.stringify({ orderId: checkout.orderId, correlationId: checkout.correlationId, items }),
      }),
    )
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ExecutionAlreadyExists')) throw error
  }
}
