import { enqueue } from '../../../shared/worker.ts'
import { listDueDeliveries, postponeDue } from '../../table.ts'
import { sendDeferred } from '../../workers/send-deferred/worker.ts'

/** A minute's work; the rest waits for the next. */
const PER_RUN = 1000
const AT_ONCE = 20

export const handler = async (): Promise<void> => {
  const now = new Date()
  const due = await listDueDeliveries(now, PER_RUN)
  for (let start = 0; start < due.length; start += AT_ONCE) {
    await Promise.all(
      due.slice(start, start + AT_ONCE).map(async (delivery) => {
        if (await postponeDue(delivery, now)) await enqueue(sendDeferred, { notificationId: delivery.notificationId })
      }),
    )
  }
}
