import { batchSubscriber } from '../../../shared/subscriber.ts'
import { timelineEntry } from '../../domain/timeline.ts'
import { recordEvents } from '../../table.ts'
import { recordTimeline } from './subscriber.ts'

export const handler = batchSubscriber(recordTimeline, async (events) => {
  await recordEvents(
    events.flatMap((event) => {
      const { orderId } = event.data
      return orderId === undefined ? [] : [{ orderId, entry: timelineEntry(event) }]
    }),
  )
})
