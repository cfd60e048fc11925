import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { getItem, type TransactItem } from '../../shared/table.ts'
import type { Checkout, Outcome } from '../domain/checkout.ts'

const keyOf = (orderId: string) => ({ pk: `CHECKOUT#${orderId}`, sk: 'CHECKOUT' })

export const getCheckout = (orderId: string): Promise<Checkout | undefined> => getItem<Checkout>(keyOf(orderId))

/** The order has a payment already, or takes none any more. */
export class CheckoutTaken extends Error {
  readonly checkout: Checkout | undefined
  constructor(checkout: Checkout | undefined) {
    super('the order has its payment already, or is closed')
    this.checkout = checkout
  }
}

/** Makes this the order's one payment. */
export const claimCheckout = (orderId: string, paymentId: string): TransactItem => ({
  update: {
    Key: keyOf(orderId),
    UpdateExpression: 'SET paymentId = :paymentId, orderId = :orderId',
    ConditionExpression: 'attribute_not_exists(paymentId) AND attribute_not_exists(closed)',
    ExpressionAttributeValues: { ':paymentId': paymentId, ':orderId': orderId },
  },
  onConditionFailed: (old) => new CheckoutTaken(old as Checkout | undefined),
})

/**
 * The saga waits. A repeated attempt waits at its own token, and an earlier one's write may arrive after it: all are kept.
 * @returns what is known by now
 */
export const recordTaskToken = (orderId: string, taskToken: string): Promise<Checkout> =>
  update(orderId, 'taskTokens = list_append(if_not_exists(taskTokens, :none), :value)', [taskToken], { ':none': [] })

/** The first outcome stays. @returns what is known by now */
export const recordOutcome = (orderId: string, outcome: Outcome): Promise<Checkout> =>
  update(orderId, 'outcome = if_not_exists(outcome, :value)', outcome)

/** From now on the order takes no money; what still arrives is given back. @returns what is known by now */
export const closeCheckout = (orderId: string, reason: string): Promise<Checkout> =>
  update(orderId, 'closed = if_not_exists(closed, :value)', reason)

/** Each writer sees what all before it wrote, so whoever comes last of saga and payment sees both. */
async function update(orderId: string, assignment: string, value: unknown, more: object = {}): Promise<Checkout> {
  const { Attributes } = await dynamodb.send(
    new UpdateCommand({
      TableName: env.tableName,
      Key: keyOf(orderId),
      UpdateExpression: `SET ${assignment}, orderId = :orderId`,
      ExpressionAttributeValues: { ':value': value, ':orderId': orderId, ...more },
      ReturnValues: 'ALL_NEW',
    }),
  )
  return Attributes as unknown as Checkout
}
