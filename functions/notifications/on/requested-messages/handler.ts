import { subscriber } from '../../../shared/subscriber.ts'
import { deliver } from '../../deliver.ts'
import { getDelivery } from '../../table.ts'
import { requestedMessages } from './subscriber.ts'

export const handler = subscriber(requestedMessages, async (event, deps) => {
  const delivery = await getDelivery(event.data.notificationId)
  if (delivery?.status === 'PENDING') await deliver(delivery, deps)
})
