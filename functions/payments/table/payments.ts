import { listDue, shardOf } from '../../shared/shards.ts'
import { getItem, type TransactItem } from '../../shared/table.ts'
import { isUnsettled, type Payment } from '../domain/payment.ts'
import { customerPartition } from './customers.ts'

/** Longer than any provider keeps sending an event again. */
const CALLBACK_RETENTION_DAYS = 90

/** Of gsi1, by nextCheckAt. */
const UNSETTLED = 'UNSETTLED'

const keyOf = (id: string) => ({ pk: `PAYMENT#${id}`, sk: 'PAYMENT' })

export const getPayment = (id: string): Promise<Payment | undefined> => getItem<Payment>(keyOf(id))

/** Somebody else wrote the payment since it was read; `current` is it as it is now. */
export class PaymentChanged extends Error {
  readonly current: Payment
  constructor(current: Payment) {
    super(`payment ${current.id} changed`)
    this.current = current
  }
}

export const putNewPayment = (payment: Payment): TransactItem => ({
  put: { Item: itemOf(payment), ConditionExpression: 'attribute_not_exists(pk)' },
})

/** @param previous the version that was read */
export const putPayment = (payment: Payment, previous: number): TransactItem => ({
  put: {
    Item: itemOf(payment),
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': previous },
  },
  onConditionFailed: (old) => new PaymentChanged(old as unknown as Payment),
})

const itemOf = (payment: Payment) => ({
  ...keyOf(payment.id),
  ...payment,
  gsi2pk: customerPartition(payment.customerId),
  gsi2sk: payment.id,
  // Named also when absent: what was read brings the old ones along.
  gsi1pk: isUnsettled(payment.status) ? shardOf(UNSETTLED, payment.id) : undefined,
  gsi1sk: isUnsettled(payment.status) ? `${payment.nextCheckAt}#${payment.id}` : undefined,
})

/** Payments whose provider should be asked by now, the longest waiting first. */
export const listDueChecks = (now: Date, limit: number): Promise<Payment[]> => listDue<Payment>(UNSETTLED, now, limit)

/** The provider's event was applied before. */
export class AlreadyReceived extends Error {}

export const putCallback = (eventId: string, now: Date): TransactItem => ({
  put: {
    Item: {
      pk: `CALLBACK#${eventId}`,
      sk: 'CALLBACK',
      receivedAt: now.toISOString(),
      expiresAt: Math.floor(now.getTime() / 1000) + CALLBACK_RETENTION_DAYS * 86_400,
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
  onConditionFailed: () => new AlreadyReceived(),
})
