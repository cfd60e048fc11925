import { subscriber } from '../../../shared/subscriber.ts'
import { timelineEntry } from '../../domain/timeline.ts'
import { recordEvent } from '../../table.ts'
import { recordTimeline } from './subscriber.ts'

export const handler = subscriber(recordTimeline, async (event) => {
  const { orderId } = event.data
  if (orderId !== undefined) await recordEvent(orderId, timelineEntry(event))
})
