import { type EventContext, publish } from '../shared/outbox.ts'
import { ConditionFailed, getItem, transact } from '../shared/table.ts'
import { type Shipment, type ShipmentChange, shipmentIdOf } from './domain/shipment.ts'

const keyOf = (orderId: string) => ({ pk: `SHIPMENT#${shipmentIdOf(orderId)}`, sk: 'SHIPMENT' })

/** Attempts at a change that others keep overtaking. */
const MAX_ATTEMPTS = 6

export const findShipment = (orderId: string): Promise<Shipment | undefined> => getItem<Shipment>(keyOf(orderId))

/**
 * Reads, decides and writes the shipment with its events, and again when somebody else was faster.
 * `decide` gets undefined when there is none yet, and returns undefined to leave it as it is.
 */
export async function changeShipment(
  orderId: string,
  decide: (shipment: Shipment | undefined) => ShipmentChange | undefined,
  context: EventContext,
): Promise<Shipment | undefined> {
  for (let attempt = 1; ; attempt++) {
    const before = await findShipment(orderId)
    const change = decide(before)
    if (!change) return before
    try {
      await write(before, change, context)
      return change.shipment
    } catch (error) {
      if (!(error instanceof ConditionFailed) || attempt === MAX_ATTEMPTS) throw error
    }
  }
}

async function write(before: Shipment | undefined, change: ShipmentChange, context: EventContext): Promise<void> {
  const { shipment, events } = change
  await transact([
    {
      put: {
        Item: { ...keyOf(shipment.orderId), ...shipment },
        ...(before
          ? {
              ConditionExpression: '#version = :version',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':version': before.version },
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    },
    ...events.map((event) => publish(event.definition, shipment.orderId, event.data, context, shipment.version)),
  ])
}
