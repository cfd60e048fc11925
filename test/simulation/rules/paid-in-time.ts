/** Who paid in good time is not told that the payment came too late. */
import type { World } from '../world/world.ts'

/** Half of what a payment may take: what is left is enough for every delivery that a mild fault delays. */
const IN_GOOD_TIME_MS = 8 * 60_000

export function checkPaidInTime(world: World): void {
  if (!world.weather.isMild) return
  const events = [...world.bus.events.values()]
  for (const { data, name } of events) {
    if (name !== 'OrderCancelled' || data.reason !== 'PAYMENT_TIMEOUT') continue
    const timeOf = (wanted: string) =>
      Date.parse(events.find((event) => event.name === wanted && event.data.orderId === data.orderId)?.occurredAt ?? '')
    const took = timeOf('PaymentCaptured') - timeOf('OrderPlaced')
    if (took < IN_GOOD_TIME_MS)
      world.breaks(`who pays in time gets the goods: ${data.orderId} was paid after ${took / 1000} s and timed out`)
  }
}
