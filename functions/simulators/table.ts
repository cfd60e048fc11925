/**
 * CHARGE#<id>       CHARGE   gsi1 REFERENCE#<reference>; ACTION#<id>: points to the charge it confirms
 * REFUND#<id>       REFUND
 * SHIPMENT#<reference> SHIPMENT
 */
import { Problem } from '../shared/errors.ts'
import { getItem, queryAll, type TransactItem, transact } from '../shared/table.ts'
import type { Charge } from './domain/charge.ts'
import type { Shipment } from './domain/shipment.ts'

/** The simulators forget: they are there for trying things out. */
const RETENTION_DAYS = 30
const expiry = (createdAt: string) => ({
  expiresAt: Math.floor(Date.parse(createdAt) / 1000) + RETENTION_DAYS * 86_400,
})

/** It exists already, or is not in the state that was read. */
export class Changed extends Problem {
  constructor() {
    super('CONFLICT', 'Somebody else changed this at the same time. Try again.')
  }
}
const onConditionFailed = () => new Changed()

const chargeKey = (id: string) => ({ pk: `CHARGE#${id}`, sk: 'CHARGE' })
const actionKey = (id: string) => ({ pk: `ACTION#${id}`, sk: 'ACTION' })
const refundKey = (id: string) => ({ pk: `REFUND#${id}`, sk: 'REFUND' })
const shipmentKey = (reference: string) => ({ pk: `SHIPMENT#${reference}`, sk: 'SHIPMENT' })

const chargeItem = (charge: Charge) => ({
  ...chargeKey(charge.id),
  ...charge,
  ...expiry(charge.createdAt),
  gsi1pk: `REFERENCE#${charge.reference}`,
  gsi1sk: charge.createdAt,
})

export const getCharge = (id: string): Promise<Charge | undefined> => getItem<Charge>(chargeKey(id))

export const findCharges = (reference: string): Promise<Charge[]> =>
  queryAll<Charge>({
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :reference',
    ExpressionAttributeValues: { ':reference': `REFERENCE#${reference}` },
  })

export async function getChargeOfAction(actionId: string): Promise<Charge | undefined> {
  const action = await getItem<{ chargeId: string }>(actionKey(actionId))
  return action && getCharge(action.chargeId)
}

/** @throws Changed when the charge exists */
export const createCharge = (charge: Charge): Promise<void> =>
  transact([
    { put: { Item: chargeItem(charge), ConditionExpression: 'attribute_not_exists(pk)' }, onConditionFailed },
    ...(charge.actionId
      ? [{ put: { Item: { ...actionKey(charge.actionId), chargeId: charge.id, ...expiry(charge.createdAt) } } }]
      : []),
  ])

const putCharge = (before: Charge, after: Charge): TransactItem => ({
  put: {
    Item: chargeItem(after),
    ConditionExpression: '#status = :status AND refunded = :refunded',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':status': before.status, ':refunded': before.refunded },
  },
  onConditionFailed,
})

/** @throws Changed */
export async function updateCharge(before: Charge, change: Partial<Charge>): Promise<Charge> {
  const after = { ...before, ...change }
  await transact([putCharge(before, after)])
  return after
}

export interface Refund {
  readonly id: string
  readonly charge: string
  readonly amount: number
  readonly currency: string
  readonly reference: string
  readonly status: 'succeeded'
  readonly createdAt: string
}

export const getRefund = (id: string): Promise<Refund | undefined> => getItem<Refund>(refundKey(id))

/** @throws Changed when the refund exists or the charge changed */
export const createRefund = (charge: Charge, refund: Refund): Promise<void> =>
  transact([
    {
      put: {
        Item: { ...refundKey(refund.id), ...refund, ...expiry(refund.createdAt) },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      onConditionFailed,
    },
    putCharge(charge, { ...charge, refunded: charge.refunded + refund.amount }),
  ])

export const getShipment = (reference: string): Promise<Shipment | undefined> =>
  getItem<Shipment>(shipmentKey(reference))

/** @throws Changed when it exists */
export const createShipment = (shipment: Shipment): Promise<void> =>
  transact([
    {
      put: {
        Item: { ...shipmentKey(shipment.reference), ...shipment, ...expiry(shipment.createdAt) },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      onConditionFailed,
    },
  ])

/** @throws Changed */
export async function updateShipment(before: Shipment, status: Shipment['status']): Promise<Shipment> {
  const after = { ...before, status }
  await transact([
    {
      put: {
        Item: { ...shipmentKey(after.reference), ...after, ...expiry(after.createdAt) },
        ConditionExpression: '#status = :status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':status': before.status },
      },
      onConditionFailed,
    },
  ])
  return after
}
