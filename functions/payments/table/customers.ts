/** Payments by customer, for the export and the erasure of a person's data. */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dynamodb } from '../../shared/clients/dynamodb.ts'
import { env } from '../../shared/env.ts'
import { type Chunk, deleteItem, type Key, queryAll, queryChunk, type Start } from '../../shared/table.ts'
import type { Payment } from '../domain/payment.ts'
import type { Refund } from '../domain/refund.ts'

export const customerPartition = (customerId: string) => `CUSTOMER#${customerId}`

export const paymentsOf = (customerId: string, start: Start | undefined): Promise<Chunk<Payment & Key>> =>
  queryChunk<Payment & Key>(
    {
      IndexName: 'gsi2',
      KeyConditionExpression: 'gsi2pk = :customer',
      ExpressionAttributeValues: { ':customer': customerPartition(customerId) },
    },
    start,
  )

/** A payment has few refunds: its amount ends them. */
const refundsOf = (payment: Key): Promise<(Refund & Key)[]> =>
  queryAll<Refund & Key>({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :refund)',
    ExpressionAttributeValues: { ':pk': payment.pk, ':refund': 'REFUND#' },
    ConsistentRead: true,
  })

export async function paymentsWithRefundsOf(customerId: string, start: Start | undefined) {
  const { items, next } = await paymentsOf(customerId, start)
  return {
    items: await Promise.all(items.map(async (payment) => ({ payment, refunds: await refundsOf(payment) }))),
    next,
  }
}

/** Takes the words out of a payment's refunds, and deletes the answers to staff who made them. */
export async function erasePayment(payment: Key): Promise<void> {
  for (const refund of await refundsOf(payment)) {
    if (refund.answeredIn) await deleteItem(refund.answeredIn)
    await dynamodb.send(
      new UpdateCommand({
        TableName: env.tableName,
        Key: { pk: refund.pk, sk: refund.sk },
        UpdateExpression: 'SET reason = :erased REMOVE answeredIn',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':erased': 'erased' },
      }),
    )
  }
}
