import { getShippingDetails } from '../../../../contracts/internal/index.ts'
import { StepFailure } from '../../../shared/errors.ts'
import { call } from '../../../shared/internal.ts'
import { step } from '../../../shared/step.ts'
import { carrier } from '../../carriers/index.ts'
import { newShipment, shipmentIdOf } from '../../domain/shipment.ts'
import { changeShipment, findShipment } from '../../table.ts'
import { requestShipment } from './step.ts'

export const handler = step(requestShipment, async ({ orderId }, deps) => {
  const { order } = await call(getShippingDetails, { orderId })
  if (!order) throw new Error(`The order ${orderId} does not exist`)
  // Its cancellation may lie in the dead letters, as while the carrier was down.
  if (order.closed) throw cancelledMeanwhile()
  // Before the booking, so that the carrier's first report finds it.
  const shipment = await changeShipment(
    orderId,
    (known) => (known ? undefined : newShipment(orderId, carrier().name, deps.now.toISOString())),
    deps,
  )
  if (shipment?.status === 'CANCELLED') throw cancelledMeanwhile()
  if (shipment?.status === 'REQUESTED') {
    await carrier().book({
      shipmentId: shipmentIdOf(orderId),
      orderNumber: order.number,
      address: order.address,
      lines: order.lines,
    })
    // Cancelled while the booking was on its way: then the carrier was asked to cancel what it did not know yet.
    if ((await findShipment(orderId))?.status === 'CANCELLED') {
      await carrier().cancel(shipmentIdOf(orderId))
      throw cancelledMeanwhile()
    }
  }
  return { shipmentId: shipmentIdOf(orderId) }
})

const cancelledMeanwhile = () => new StepFailure('OrderCancelled', 'The order was cancelled meanwhile')
